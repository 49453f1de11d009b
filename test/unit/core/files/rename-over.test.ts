import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { removeFile, writeFileAtomically } from '../../../../electron/core/files/kept-file.ts';
import { renameOver, renameOverSync } from '../../../../electron/core/files/rename-over.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** What the next calls of the file system answer, as Windows does where somebody has the file open. */
const refusals = vi.hoisted(() => ({ codes: [] as string[], calls: 0 }));

const refuse = vi.hoisted(() => () => {
  refusals.calls += 1;
  const code = refusals.codes.shift();
  if (code !== undefined) throw Object.assign(new Error(`${code}: played`), { code });
});

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const renameSync: typeof fs.renameSync = (from, to) => {
    refuse();
    fs.renameSync(from, to);
  };
  return { ...fs, renameSync };
});

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const rename: typeof fs.rename = async (from, to) => {
    refuse();
    await fs.rename(from, to);
  };
  const unlink: typeof fs.unlink = async (path) => {
    refuse();
    await fs.unlink(path);
  };
  return { ...fs, rename, unlink };
});

function twoFiles() {
  const folder = temporaryFolder();
  const from = join(folder, 'from');
  const to = join(folder, 'to');
  writeFileSync(from, 'new');
  writeFileSync(to, 'old');
  return { from, to };
}

const ways = [
  ['waiting', renameOver, 1900],
  ['blocking', async (...given: Parameters<typeof renameOverSync>) => renameOverSync(...given), 900],
] as const;

/** Every refusal there is, for ever. */
const always = () => Array.from({ length: 10_000 }, () => 'EPERM');

afterEach(() => {
  refusals.codes = [];
  refusals.calls = 0;
  vi.unstubAllGlobals();
});

describe.each(ways)('a rename over a file that somebody has open, %s', (_, rename, leastMs) => {
  it('is tried again on Windows until it is let go', async () => {
    const { from, to } = twoFiles();
    refusals.codes = ['EPERM', 'EACCES', 'EBUSY', 'EPERM', 'EPERM'];
    await rename(from, to, 'win32');
    expect(readFileSync(to, 'utf8')).toBe('new');
    expect(refusals.calls).toBe(6);
  });

  it('is given up there after a while, with what Windows said', async () => {
    const { from, to } = twoFiles();
    refusals.codes = always();
    const beganAt = performance.now();
    await expect(rename(from, to, 'win32')).rejects.toMatchObject({ code: 'EPERM' });
    expect(performance.now() - beganAt).toBeGreaterThan(leastMs);
    expect(performance.now() - beganAt).toBeLessThan(leastMs + 5000);
    expect(readFileSync(to, 'utf8')).toBe('old');
  });

  it.each([
    ['what has another reason', 'win32', 'ENOSPC'],
    ['whatever another system refuses', 'linux', 'EPERM'],
  ] as const)('is done once: %s', async (_why, platform, code) => {
    const { from, to } = twoFiles();
    refusals.codes = [code];
    await expect(rename(from, to, platform)).rejects.toMatchObject({ code });
    expect(refusals.calls).toBe(1);
  });
});

describe('on Windows', () => {
  it('a file that somebody has open is written and removed all the same', async () => {
    const path = join(temporaryFolder(), 'file');
    vi.stubGlobal('process', Object.create(process, { platform: { value: 'win32' } }));
    await writeFileAtomically(path, 'old');
    refusals.codes = ['EPERM', 'EPERM'];
    await writeFileAtomically(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    refusals.codes = ['EBUSY', 'EPERM'];
    await removeFile(path);
    mkdirSync(path);
  });
});
