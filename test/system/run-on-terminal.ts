import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { launcher, type Person, productNode } from '../support/command-line.ts';
import { waitFor } from './bed/wait.ts';

/** A command line on a terminal. */
export interface TerminalRun {
  type(keys: string): void;
  shows(pattern: RegExp): Promise<void>;
  screen(): string;
  readonly status: Promise<number | null>;
}

/** Runs `portcullis connect` on a terminal of its own, which script(1) makes. */
export function runOnTerminal(person: Person, profile: string, ...more: readonly string[]): TerminalRun {
  const command = `exec ${productNode} ${launcher} ${['connect', profile, ...more].join(' ')}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...process.env, HOME: person.home, XDG_STATE_HOME: '', TERM: 'xterm', SHELL: '/bin/sh' },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let screen = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      screen += data.toString('utf8');
    });
  }
  return {
    type: (keys) => void child.stdin.write(keys),
    shows: (pattern) =>
      waitFor(`${pattern} on the terminal`, () => pattern.test(screen), { withinMs: 15_000 }).then(() => undefined),
    screen: () => screen,
    status: new Promise((resolve) => {
      child.once('close', resolve);
    }),
  };
}
