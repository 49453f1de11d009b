import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, productNode, startPortcullis } from '../../support/command-line.ts';
import { startOwnGate } from './own-gate.ts';

/** Where Node cannot hand its place to another program it kills itself, and the status is lost. */
const keepsStatus = execFileSync(productNode, ['-p', 'typeof process.execve']).toString().trim() === 'function';

/** As files on a dead network drive: at SIGUSR2 so many reads begin that never end. Node has four threads for them. */
function hangingReads(count: number, pipe: string): string {
  execFileSync('mkfifo', [pipe]);
  const code = `
    import { open } from 'node:fs';
    process.on('SIGUSR2', () => {
      for (let read = 0; read < ${count}; read += 1) open(${JSON.stringify(pipe)}, 'r', () => undefined);
      process.stderr.write('hanging\\n');
    });
  `;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

describe.skipIf(process.platform === 'win32')('reads that never end', { timeout: 60_000 }, () => {
  /** A session in which so many of them have begun. */
  async function hangingSession(count: number, command = 'sleep 1000') {
    const person = createPerson();
    const { gate, profile } = await startOwnGate(person);
    const args = ['connect', profile, '--run', command, '--accept-new', '--secrets-fd', '3', '--json'];
    const running = startPortcullis(person, args, {
      env: { NODE_OPTIONS: hangingReads(count, join(person.documents, 'pipe')) },
      input: 'open',
      secrets: [gate.password],
    });
    onTestFinished(() => void running.child.kill('SIGKILL'));
    await running.happened('ready');
    running.child.kill('SIGUSR2');
    await running.wrote(/^hanging$/m);
    const ended = async () => {
      const { status, signal, stderr } = await running.done;
      return { isOpen: gate.isOpen(), status: keepsStatus ? status : signal, stderr };
    };
    return { gate, running, ended };
  }
  /** As the parent of a process without `execve` sees it: a shell makes the same status of a signal. */
  const signals: Readonly<Record<number, string>> = { 129: 'SIGHUP', 130: 'SIGINT', 143: 'SIGTERM' };
  const withStatus = (status: number) => (keepsStatus ? status : (signals[status] ?? 'SIGKILL'));

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('while a thread is left keep neither the gate open nor the process alive: %s', async (signal, status) => {
    const { running, ended } = await hangingSession(3);
    running.child.kill(signal);
    const { stderr, ...end } = await ended();
    expect(end, stderr).toEqual({ isOpen: false, status: withStatus(status) });
    expect(stderr).toContain('"event":"shut"');
  });

  it('keep a command that is over from ending in no other way', async () => {
    const { running, ended } = await hangingSession(1, 'cat');
    running.child.stdin?.end();
    const { stderr, ...end } = await ended();
    expect(end, stderr).toEqual({ isOpen: false, status: withStatus(0) });
  });

  it('on all threads leave the gate to the journal, and the process ends', async () => {
    const { running, ended } = await hangingSession(4);
    running.child.kill('SIGTERM');
    const { stderr, ...end } = await ended();
    expect(end, stderr).toEqual({ isOpen: true, status: withStatus(143) });
    expect(stderr).toMatch(/left: \S+ does not answer; the gate may still be open, and is shut at the next start/);
  });

  it('on all threads end it too where the command ends by itself', async () => {
    const { running, ended } = await hangingSession(4, 'cat');
    running.child.stdin?.end();
    const { stderr, ...end } = await ended();
    expect(end, stderr).toEqual({ isOpen: true, status: withStatus(255) });
  });

  it('are not waited for by who does not want to', async () => {
    const { running, ended } = await hangingSession(4);
    running.child.kill('SIGINT');
    await running.happened('ended');
    running.child.kill('SIGINT');
    const { stderr, ...end } = await ended();
    expect(end, stderr).toEqual({ isOpen: true, status: withStatus(130) });
    expect(stderr).not.toContain('does not answer');
  });
});

it('answers from a pipe whose writer stays hang no thread, and the status is kept', { timeout: 60_000 }, async () => {
  const person = createPerson();
  const { gate, profile } = await startOwnGate(person);
  const running = startPortcullis(
    person,
    ['connect', profile, '--run', 'whoami', '--accept-new', '--secrets-fd', '3', '--json'],
    { secrets: [gate.password], secretsStay: true },
  );
  onTestFinished(() => void running.child.kill('SIGKILL'));
  const { status, signal, stdout, stderr } = await running.done;
  expect([status, signal, stdout, gate.isOpen()], stderr).toEqual([0, null, 'guest\n', false]);
});

describe('a file on a drive that does not answer', { timeout: 60_000 }, () => {
  // Played, without a thread that hangs: whatever is asked about the file gets no answer.
  const deadFile = (name: string) => `
    import files from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    for (const call of ['stat', 'open']) {
      const real = files[call];
      files[call] = (path, ...rest) => {
        if (!String(path).endsWith('${name}')) return real(path, ...rest);
        process.stderr.write('hanging\\n');
        return new Promise(() => setInterval(() => undefined, 1000));
      };
    }
    syncBuiltinESMExports();
  `;

  it.each(['web.json', 'known_hosts2'])(
    'is left at the first signal, and no gate stays open for it: %s',
    async (name) => {
      const person = createPerson();
      const { gate, profile } = await startOwnGate(person);
      const args = ['connect', profile, '--run', 'whoami', '--accept-new', '--secrets-fd', '3', '--json'];
      const running = startPortcullis(person, args, {
        env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(deadFile(name))}` },
        secrets: [gate.password],
      });
      onTestFinished(() => void running.child.kill('SIGKILL'));
      await running.wrote(/^hanging$/m);
      running.child.kill('SIGTERM');
      const { status, stderr } = await running.done;
      expect([status, gate.isOpen()], stderr).toEqual([143, false]);
    },
  );
});
