import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeTurn } from '../../../electron/core/gate/journal/turns.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const worker = fileURLToPath(new URL('../../support/turn-worker.ts', import.meta.url));

interface Worker {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  said(word: string): Promise<void>;
  kill(): Promise<void>;
}

function startWorker(folder: string, log: string, times: number, then: 'work' | 'hold' = 'work'): Worker {
  const child = spawn(process.execPath, [worker, folder, log, String(times), then], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  let text = '';
  child.stdout?.on('data', (data: Buffer) => {
    text += data.toString('utf8');
  });
  const said = async (word: string) => {
    while (!text.includes(word)) await once(child.stdout ?? child, 'data');
  };
  return { child, ended, said, kill };
}

function readLog(log: string) {
  return readFileSync(log, 'utf8').trimEnd().split('\n');
}

describe('processes', () => {
  it('get the turn one at a time, eight of them at once', async () => {
    const root = temporaryFolder();
    const [folder, log] = [join(root, 'queue'), join(root, 'log')];
    const workers = Array.from({ length: 8 }, () => startWorker(folder, log, 20));
    await Promise.all(workers.map(({ ended }) => ended));
    expect(workers.map(({ child }) => child.exitCode)).toEqual(Array(8).fill(0));
    const lines = readLog(log);
    expect(lines).toHaveLength(160);
    expect(lines.filter((line) => !line.endsWith(' alone'))).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('get it in the order in which they came', async () => {
    const root = temporaryFolder();
    const [folder, log] = [join(root, 'queue'), join(root, 'log')];
    const first = await takeTurn(folder);
    const workers: Worker[] = [];
    for (let i = 0; i < 3; i += 1) {
      const next = startWorker(folder, log, 1);
      await next.said('waiting');
      workers.push(next);
    }
    await first.end();
    await Promise.all(workers.map(({ ended }) => ended));
    expect(readLog(log)).toEqual(workers.map(({ child }) => `${child.pid} alone`));
  });
});

describe('a process in which many wait', () => {
  it('gives the turn on to another one before its own next task', async () => {
    const root = temporaryFolder();
    const [folder, log] = [join(root, 'queue'), join(root, 'log')];
    const first = await takeTurn(folder);
    const others = Array.from({ length: 5 }, () => takeTurn(folder));
    const worker = startWorker(folder, log, 1);
    await worker.said('waiting');
    await first.end();
    const second = await Promise.race(others);
    expect(readLog(log)).toEqual([`${worker.child.pid} alone`]);
    await second.end();
    for (const other of others) await (await other).end();
    await worker.ended;
  });
});

describe('a process that is killed', () => {
  it('in its turn does not keep it', async () => {
    const root = temporaryFolder();
    const [folder, log] = [join(root, 'queue'), join(root, 'log')];
    const holder = startWorker(folder, log, 1, 'hold');
    await holder.said('holding');
    const next = startWorker(folder, log, 1);
    await next.said('waiting');
    await holder.kill();
    await next.ended;
    expect(readLog(log)).toEqual([`${next.child.pid} alone`]);
    expect(existsSync(folder)).toBe(false);
  });

  it('while it waits does not hold up those behind it', async () => {
    const root = temporaryFolder();
    const [folder, log] = [join(root, 'queue'), join(root, 'log')];
    const first = await takeTurn(folder);
    const dead = startWorker(folder, log, 1);
    await dead.said('waiting');
    const next = startWorker(folder, log, 1);
    await next.said('waiting');
    await dead.kill();
    await first.end();
    await next.ended;
    expect(readLog(log)).toEqual([`${next.child.pid} alone`]);
    expect(existsSync(folder)).toBe(false);
  });
});
