import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFileIfThere, removeFile, writeFileAtomically } from '../../../../electron/core/files/kept-file.ts';
import { parseJson } from '../../../../electron/core/files/parse-json.ts';
import { unusable } from '../../../../electron/core/files/unusable.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('a file that is written', () => {
  it('is there as a whole, in folders that were not, and for nobody else', async () => {
    const path = join(temporaryFolder(), 'new', 'folder', 'file');
    await writeFileAtomically(path, 'one');
    expect(await readFileIfThere(path)).toBe('one');
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    }
  });

  it('takes the place of an old one, of whatever mode that was', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    writeFileSync(path, 'a longer text than the next', { mode: 0o644 });
    await writeFileAtomically(path, Buffer.from('short'), { durable: true });
    expect(readFileSync(path, 'utf8')).toBe('short');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('is never met half written, however many write at once', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    const texts = Array.from({ length: 20 }, (_, index) => String(index).padStart(2, '0').repeat(50_000));
    await writeFileAtomically(path, texts[0] ?? '');
    let isWriting = true;
    const writing = Promise.all(texts.map((text) => writeFileAtomically(path, text))).then(() => {
      isWriting = false;
    });
    while (isWriting) expect(texts.includes((await readFileIfThere(path)) ?? '')).toBe(true);
    await writing;
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('leaves no draft behind where it could not be put in place', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'taken');
    mkdirSync(join(path, 'by a folder'), { recursive: true });
    const failure = await failureOf(writeFileAtomically(path, 'x'));
    expect(failure.code).toBe('data-folder-unusable');
    expect(failure.message).toContain(path);
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('is a failure that names it where a file stands in its folder’s place', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'kept');
    const path = join(folder, 'file', 'below');
    for (const work of [() => writeFileAtomically(path, 'x'), () => readFileIfThere(path), () => removeFile(path)]) {
      const failure = await failureOf(work);
      expect(failure.code).toBe('data-folder-unusable');
      expect(failure.message).toContain(path);
    }
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('kept');
  });
});

describe('a file that is not there', () => {
  it('has no text, and is removed without a word', async () => {
    const path = join(temporaryFolder(), 'none');
    expect(await readFileIfThere(path)).toBeUndefined();
    await removeFile(path);
  });
});

describe('a file that cannot be read or removed', () => {
  it('is no missing file', async () => {
    const folder = temporaryFolder();
    expect((await failureOf(readFileIfThere(folder))).message).toBe(`${folder} cannot be used: it is a folder.`);
    expect((await failureOf(removeFile(folder))).code).toBe('data-folder-unusable');
  });

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EROFS', 'the disk is read-only'],
    ['EACCES', 'permission is denied'],
    ['EPERM', 'permission is denied'],
    ['ENOTDIR', 'a part of the path is not a folder'],
    ['EEXIST', 'a part of the path is not a folder'],
    ['EMFILE', 'too many files are open'],
  ])('is told in words (%s)', (code, words) => {
    const thrown = Object.assign(new Error('strange words of the system'), { code });
    const failure = unusable(thrown, '/some/file');
    expect(failure.message).toBe(`/some/file cannot be used: ${words}.`);
    expect(failure.cause).toBe(thrown);
  });

  it('is told in the system’s words where there are no better ones', () => {
    expect(unusable(Object.assign(new Error('EIO: oh'), { code: 'EIO' }), '/f').message).toContain('EIO: oh');
  });
});

it('a text that is no JSON has no value', () => {
  expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
  for (const text of ['', '{', 'undefined', "{'a':1}"]) expect(parseJson(text)).toBeUndefined();
});
