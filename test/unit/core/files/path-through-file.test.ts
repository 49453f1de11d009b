import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readFileIfThere, removeFile } from '../../../../electron/core/files/kept-file.ts';
import { lookAtKeptFile } from '../../../../electron/core/files/look-at-kept-file.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** As Windows has it: what lies below a file is not there. */
const asOnWindows = vi.hoisted(() => async <Result>(work: Promise<Result>) => {
  try {
    return await work;
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    throw error.code === 'ENOTDIR' ? Object.assign(error, { code: 'ENOENT' }) : error;
  }
});

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  return {
    ...fs,
    stat: (path: string) => asOnWindows(fs.stat(path)),
    lstat: (path: string) => asOnWindows(fs.lstat(path)),
    unlink: (path: string) => asOnWindows(fs.unlink(path)),
  };
});

const works = [readFileIfThere, removeFile, async (path: string) => lookAtKeptFile(path)];

describe('a path of which a part is a file', () => {
  it.each([['below'], ['far', 'below', 'it']])('is not taken for one where nothing is (%s)', async (...parts) => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'kept');
    const path = join(file, ...parts);
    for (const work of works.slice(0, 2)) {
      expect((await failureOf(work(path))).message).toBe(`${path} cannot be used: a part of the path is not a folder.`);
    }
    await expect(works[2]?.(path)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

describe('a path of which nothing, or a part, is there', () => {
  it('is one where nothing is', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'some'));
    for (const path of [join(folder, 'some', 'file'), join(folder, 'none', 'at', 'all')]) {
      for (const work of works) expect(await work(path)).toBeUndefined();
    }
  });
});
