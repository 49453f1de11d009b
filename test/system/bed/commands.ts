import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { gateNamespace } from './addresses.ts';

interface CommandOptions {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program on the client host; gives its standard output. @throws Error with what it wrote when it fails */
export function run(file: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...options.env };
    const child = execFile(file, args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${file} ${args.join(' ')}: exit ${error.code ?? error.signal}\n${stderr}${stdout}`));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
}

/** The same in the gate's network. */
export function runOnGate(file: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return runIn(gateNamespace, file, args, options);
}

/** The same in a network namespace. */
export function runIn(
  namespace: string,
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  return run('ip', ['netns', 'exec', namespace, file, ...args], options);
}

/** A program that runs until it is ended. */
export interface Daemon {
  readonly pid: number;
  /** All that it has written so far. */
  output(): string;
  /** Waits until `pattern` is in what it has written. @throws Error with the output when it ends first, or in 15 s */
  wrote(pattern: RegExp): Promise<void>;
  /** Ends it with SIGKILL and waits until it has gone. */
  kill(): Promise<void>;
}

interface DaemonOptions {
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly onData?: ((data: Buffer) => void) | undefined;
}

/** Starts a program in the gate's network, ready for `wrote`. `onData` gets standard output, which is then not kept. */
export function startOnGate(file: string, args: readonly string[], options: DaemonOptions = {}): Daemon {
  return startIn(gateNamespace, file, args, options);
}

/** The same in a network namespace. */
export function startIn(
  namespace: string,
  file: string,
  args: readonly string[],
  { env, onData }: DaemonOptions = {},
): Daemon {
  // `ip netns exec` becomes the program, so the id is the program's own.
  return startDaemon('ip', ['netns', 'exec', namespace, file, ...args], { env, onData });
}

/**
 * A gate is another host: what runs there, and the line to it, is not slowed down by the tests that run beside. Only for the
 * first process of a session (`detached`).
 */
export function comeFirst(pid: number): void {
  try {
    setPriority(pid, -10);
    writeFileSync(`/proc/${pid}/autogroup`, '-10');
  } catch {
    // A container may forbid it, or know no such groups; the gate is then as slow as everything.
  }
}

/** The same on the client host. */
export function startDaemon(file: string, args: readonly string[], { env, onData }: DaemonOptions = {}): Daemon {
  // A session of its own, as on another host: Linux shares a processor out between sessions first (sched(7), autogroup).
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} cannot be started`);
  comeFirst(pid);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  const collect = (data: Buffer): void => {
    output += data.toString();
    child.emit('portcullis-output');
  };
  child.stdout.on('data', onData ?? collect);
  child.stderr.on('data', collect);
  return {
    pid,
    output: () => output,
    wrote: (pattern) => wrote(child, file, () => output, pattern),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function wrote(child: ChildProcess, file: string, output: () => string, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (problem: string | undefined): void => {
      clearTimeout(timer);
      child.off('portcullis-output', look).off('exit', gone);
      if (problem === undefined) resolve();
      else reject(new Error(`${file} ${problem} before it wrote ${pattern}:\n${output()}`));
    };
    const look = (): void => {
      if (pattern.test(output())) settle(undefined);
    };
    const gone = (): void => settle('ended');
    const timer = setTimeout(() => settle('took more than 15 s'), 15_000);
    child.on('portcullis-output', look).once('exit', gone);
    if (child.exitCode !== null) gone();
    else look();
  });
}
