import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPerson, startPortcullis } from '../../support/command-line.ts';
import { heapIn } from '../../support/heap-snapshot.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startOwnGate } from './own-gate.ts';

/** The snapshot that a process writes at a signal, once it is whole; it is taken away, since it holds what it holds. */
async function newSnapshotIn(folder: string): Promise<string> {
  while (true) {
    const [name = ''] = readdirSync(folder);
    const path = join(folder, name);
    const text = name === '' ? '' : readFileSync(path, 'utf8');
    if (text.trimEnd().endsWith(']}')) {
      rmSync(path);
      return text;
    }
    await pause(50);
  }
}

it.skipIf(process.platform === 'win32')(
  'a password that has logged in is in no heap of the command line while its session lives',
  { timeout: 60_000 },
  async () => {
    const person = createPerson();
    const { gate, profile } = await startOwnGate(person, 'heap-of-web');
    const folder = join(temporaryFolder(), 'snapshots');
    mkdirSync(folder);
    const running = startPortcullis(person, ['connect', profile, '--accept-new', '--secrets-fd', '3', '--json'], {
      env: { NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}` },
      input: 'open',
      secrets: [gate.password],
    });
    await running.happened('ready');
    const look = async () => {
      running.child.kill('SIGUSR2');
      const heap = heapIn(await newSnapshotIn(folder));
      return { profile: heap.has('heap-of-web'), password: heap.has(gate.password) };
    };
    // What was asked for a moment ago may still be on its way through promises.
    await expect.poll(look, { timeout: 20_000 }).toEqual({ profile: true, password: false });
    running.child.kill('SIGTERM');
    expect((await running.done).status).toBe(143);
  },
);
