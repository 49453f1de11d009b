import { execFileSync } from 'node:child_process';
import { appendFileSync, linkSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type FileLimits, readFileWithin } from '../../../../electron/core/files/read-file-within.ts';
import { UnfitFile } from '../../../../electron/core/files/unfit-file.ts';
import { strangeFileMaker, strangeFiles } from '../../../support/strange-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** What the first look sees instead of what is there: somebody changes the file right after it. */
const before = vi.hoisted(() => ({ look: undefined as string | undefined }));

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const lookedAt = (path: unknown) => before.look ?? (path as string);
  return { ...fs, stat: (path: string) => fs.stat(lookedAt(path)), lstat: (path: string) => fs.lstat(lookedAt(path)) };
});

const limits = (links: FileLimits['links'], maximumBytes = 1024 * 1024) => ({ links, maximumBytes });

describe('a file', () => {
  it('is read whole, with its mode, up to the limit and no further', async () => {
    const path = join(temporaryFolder(), 'file');
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    writeFileSync(path, bytes, { mode: 0o640 });
    const read = await readFileWithin(path, limits('refused', bytes.length));
    expect(read.bytes.equals(bytes)).toBe(true);
    if (process.platform !== 'win32') expect(read.mode).toBe(0o640);
    await expect(readFileWithin(path, limits('refused', bytes.length - 1))).rejects.toThrow('is larger than');
    writeFileSync(path, '');
    expect((await readFileWithin(path, limits('refused', 0))).bytes).toHaveLength(0);
  });

  it('may have several names, and links to it are followed where they may be', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'text');
    linkSync(join(folder, 'file'), join(folder, 'other'));
    symlinkSync('other', join(folder, 'link'));
    for (const [name, links] of [
      ['other', 'refused'],
      ['link', 'followed'],
    ] as const) {
      expect((await readFileWithin(join(folder, name), limits(links))).bytes.toString()).toBe('text');
    }
  });

  it('that is not there is what the system says', async () => {
    const path = join(temporaryFolder(), 'none');
    for (const links of ['followed', 'refused'] as const) {
      await expect(readFileWithin(path, limits(links))).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });

  it.skipIf(process.platform !== 'linux')('of /proc, which says that it is empty, is read to its end', async () => {
    expect((await readFileWithin('/proc/self/status', limits('refused'))).bytes.toString()).toMatch(/^Name:/);
    await expect(readFileWithin('/proc/self/status', limits('refused', 8))).rejects.toThrow(UnfitFile);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it.each(strangeFiles)('is not read, and said to be what it is: %s', { timeout: 5000 }, async (name) => {
    const maker = strangeFileMaker();
    onTestFinished(() => maker.stop());
    const path = join(temporaryFolder(), 'strange');
    const said = await maker.make(name, path);
    for (const links of ['followed', 'refused'] as const) {
      const thrown = await readFileWithin(path, limits(links)).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(UnfitFile);
      expect((thrown as UnfitFile).message).toMatch(said[links]);
    }
  });

  it('is seen too where it has taken a file’s place since the first look', { timeout: 5000 }, async () => {
    const folder = temporaryFolder();
    const [file, pipe, link] = ['file', 'pipe', 'link'].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(file, 'text');
    execFileSync('mkfifo', [pipe]);
    symlinkSync(file, link);
    mkdirSync(join(folder, 'folder'));
    before.look = file;
    onTestFinished(() => {
      before.look = undefined;
    });
    await expect(readFileWithin(pipe, limits('refused'))).rejects.toThrow('is a pipe, not a file');
    await expect(readFileWithin(join(folder, 'folder'), limits('refused'))).rejects.toThrow('is a folder');
    await expect(readFileWithin(link, limits('refused'))).rejects.toMatchObject({ code: 'ELOOP' });
    appendFileSync(file, 'x'.repeat(100));
    expect(statSync(file).size).toBe(104);
    await expect(readFileWithin(file, limits('refused', 100))).rejects.toThrow(UnfitFile);
  });
});
