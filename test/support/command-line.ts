import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepLeftover } from './leftovers.ts';

/** The Node that the command line runs on, and its launcher. */
export const productNode = process.env['PORTCULLIS_TEST_NODE'] ?? process.execPath;
export const launcher = fileURLToPath(new URL('../../electron/cli/portcullis.mjs', import.meta.url));

/** A person of a test: a home folder with nothing in it, which several processes may share. */
export interface Person {
  readonly home: string;
  /** For profile files: what a person keeps, and no part of what Portcullis leaves behind. */
  readonly documents: string;
  /** Where Portcullis keeps the person's journal and host keys. */
  readonly dataFolder: string;
}

export function createPerson(): Person {
  const home = keepLeftover(mkdtempSync(join(tmpdir(), 'home-')));
  const documents = mkdtempSync(join(tmpdir(), 'documents-'));
  return { home, documents, dataFolder: join(home, '.local', 'state', 'portcullis') };
}

/** One event of `--json`. */
export interface TimelineEvent {
  readonly atMs: number;
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface Result {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly TimelineEvent[];
}

export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly done: Promise<Result>;
  /** Waits for what is written to standard error so far to match; fails when the process ends before. */
  wrote(pattern: RegExp): Promise<void>;
  /** Waits for an event of `--json`. */
  happened(event: string): Promise<void>;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** What is typed; without it standard input is empty. 'open' leaves it open. */
  readonly input?: string;
  /** Answers for `--secrets-fd 3`. */
  readonly secrets?: readonly string[];
  /** Their writer stays: after the answers the descriptor neither ends nor gives more. */
  readonly secretsStay?: boolean;
}

let count = 0;

/** Starts the command line as a person's process of its own. */
export function startPortcullis(person: Person, args: readonly string[], options: RunOptions = {}): Running {
  const env: NodeJS.ProcessEnv = { ...process.env, HOME: person.home, ...options.env };
  for (const name of ['XDG_STATE_HOME', 'PORTCULLIS_HOME']) delete env[name];
  const child = spawn(productNode, [launcher, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    // A session of its own has no terminal, whoever runs the tests.
    detached: true,
  });
  const [stdin, stdout, stderr, secrets] = child.stdio as unknown as [
    NodeJS.WritableStream,
    NodeJS.ReadableStream,
    NodeJS.ReadableStream,
    NodeJS.WritableStream,
  ];
  for (const stream of [stdin, secrets]) stream.on('error', () => undefined);
  if (options.input !== 'open') stdin.end(options.input ?? '');
  const answers = (options.secrets ?? []).map((secret) => `${secret}\n`).join('');
  if (options.secretsStay) secrets.write(answers);
  else secrets.end(answers);
  const texts = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const collect = (name: 'stdout' | 'stderr') => (data: Buffer) => {
    texts[name] += data.toString('utf8');
    for (const listener of listeners) listener();
  };
  stdout.on('data', collect('stdout'));
  stderr.on('data', collect('stderr'));
  const done = new Promise<Result>((resolve) => {
    child.once('close', (status, signal) => {
      count += 1;
      leave(person, count, args, texts);
      for (const listener of listeners) listener();
      resolve({ status, signal, ...texts, events: eventsOf(texts.stderr) });
    });
  });
  const wrote = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = () => {
        if (pattern.test(texts.stderr)) {
          listeners.delete(check);
          resolve();
        } else if (child.exitCode !== null || child.signalCode !== null) {
          listeners.delete(check);
          reject(
            new Error(
              `ended (${child.exitCode ?? child.signalCode}) without ${pattern}:\n${texts.stderr}${texts.stdout}`,
            ),
          );
        }
      };
      listeners.add(check);
      check();
    });
  return {
    child,
    pid: child.pid ?? 0,
    done,
    wrote,
    happened: (event) => wrote(new RegExp(`"event":"${event}"`)),
  };
}

/** Runs the command line to its end. */
export function portcullis(person: Person, args: readonly string[], options: RunOptions = {}): Promise<Result> {
  return startPortcullis(person, args, options).done;
}

/** Writes a profile file of mode 0600. @returns its path */
export function writeProfile(person: Person, name: string, profile: object): string {
  mkdirSync(person.documents, { recursive: true });
  const path = join(person.documents, `${name}.json`);
  writeFileSync(path, JSON.stringify({ format: 'portcullis-profile', version: 1, name, ...profile }), { mode: 0o600 });
  return path;
}

function eventsOf(stderr: string): TimelineEvent[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{"atMs"'))
    .map((line) => JSON.parse(line) as TimelineEvent);
}

/** Keeps what was written, but for the ports that a person asked for with --json or knock -v. */
function leave(
  person: Person,
  number: number,
  args: readonly string[],
  texts: { stdout: string; stderr: string },
): void {
  const stderr = texts.stderr.replaceAll(/^\{.*"event":"sent".*$/gm, '');
  const stdout = args[0] === 'knock' || args[0] === 'practice' ? '' : texts.stdout;
  writeFileSync(join(person.home, `output-${number}.txt`), `${stdout}\n${stderr}`);
}
