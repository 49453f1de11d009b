import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { expect } from 'vitest';
import { type Person, type Running, startPortcullis } from '../support/command-line.ts';

export const megabyte = 1024 * 1024;

/**
 * Sends bytes through `connect --run sha256sum`, so many, or for so long.
 * @returns the checksum there and here
 */
export async function upload(person: Person, path: string, isEnough: (bytes: number) => boolean) {
  const running = startPortcullis(person, ['connect', path, '--accept-new', '--run', 'sha256sum'], { input: 'open' });
  const hash = createHash('sha256');
  const block = randomBytes(megabyte);
  for (let sent = 0; !isEnough(sent) && isRunning(running); sent += megabyte) {
    hash.update(block);
    if (!running.child.stdin?.write(block))
      await Promise.race([running.done, once(running.child.stdin as Writable, 'drain')]);
  }
  running.child.stdin?.end();
  const { status, stdout, stderr } = await running.done;
  return { status, stderr, there: stdout.slice(0, 64), here: hash.digest('hex') };
}

function isRunning({ child }: Running): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** For `upload`: so many. */
export const bytes = (count: number) => (sent: number) => sent >= count;

export async function expectWhole(sent: ReturnType<typeof upload>): Promise<void> {
  const { status, stderr, there, here } = await sent;
  expect(there, stderr).toBe(here);
  expect(status).toBe(0);
}
