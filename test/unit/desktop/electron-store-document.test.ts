import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createElectronStoreDocument } from '../../../electron/desktop/electron-store-document.ts';
import { failureOf } from '../../support/failure-of.ts';
import { strangeFileMaker, strangeFiles } from '../../support/strange-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { withoutPrivileges } from '../../support/without-privileges.ts';

// The npm package electron fetches its binary as soon as it is imported, unless it is told that there is one.
const outsideElectron = vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = '/nowhere';
  return { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };
});
const source = fileURLToPath(new URL('../../../electron/desktop/electron-store-document.ts', import.meta.url));
const isPosix = process.platform !== 'win32';

function pathInNewFolder(): string {
  return join(temporaryFolder(), 'data', 'profiles.json');
}

describe('a document of electron-store', () => {
  it('is absent, then what was written, also for the next one', () => {
    const path = pathInNewFolder();
    const document = createElectronStoreDocument(path);
    expect(document.read()).toEqual({ kind: 'absent' });
    for (const value of [
      { version: 1, profiles: [{ 'a.b': 'ä — 🔑' }] },
      { version: 1, profiles: [] },
    ]) {
      document.write(value);
      expect(document.read()).toEqual({ kind: 'document', value });
      expect(createElectronStoreDocument(path).read()).toEqual({ kind: 'document', value });
    }
    expect(readdirSync(join(path, '..'))).toEqual(['profiles.json']);
  });

  it.skipIf(!isPosix)('is for its owner only', () => {
    const path = pathInNewFolder();
    const document = createElectronStoreDocument(path);
    document.write({ version: 1 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  });

  it.each(['', '{"version": 1', '\u0000', '{"a": 33301,}'])(
    'is damaged where it is no JSON (%j), and left alone',
    (text) => {
      const path = pathInNewFolder();
      mkdirSync(join(path, '..'));
      writeFileSync(path, text);
      const document = createElectronStoreDocument(path);
      expect(document.read()).toEqual({ kind: 'damaged' });
      expect(readFileSync(path, 'utf8')).toBe(text);
      const aside = document.setAside('damaged');
      expect(aside).toMatch(/profiles\.damaged-\d{8}-\d{6}\.json$/);
      expect(readFileSync(aside, 'utf8')).toBe(text);
      expect(document.read()).toEqual({ kind: 'absent' });
      document.write({ version: 1 });
      expect(document.read()).toEqual({ kind: 'document', value: { version: 1 } });
    },
  );

  it('is never set aside over another one', () => {
    const path = pathInNewFolder();
    const document = createElectronStoreDocument(path);
    const aside = new Set(
      ['a', 'b', 'c'].map((name) => {
        document.write({ name });
        return document.setAside('newer');
      }),
    );
    expect(aside.size).toBe(3);
    expect(readdirSync(join(path, '..'))).toHaveLength(3);
  });

  it('in a place that cannot be used is told with the file and why', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder.json'));
    const inFile = createElectronStoreDocument(join(folder, 'file', 'profiles.json'));
    const overFolder = createElectronStoreDocument(join(folder, 'folder.json'));
    for (const work of [
      () => inFile.write({}),
      () => overFolder.read(),
      () => overFolder.write({}),
      () => inFile.setAside('newer'),
    ]) {
      const failure = await failureOf(work);
      expect(failure.code).toBe('data-folder-unusable');
      expect(failure.message).toContain(folder);
    }
  });

  it.skipIf(!isPosix)('in a read-only folder is told, and stays', async () => {
    const path = pathInNewFolder();
    const document = createElectronStoreDocument(path);
    document.write({ version: 1 });
    const folder = join(path, '..');
    chmodSync(folder, 0o500);
    const failure = await withoutPrivileges(folder, () => failureOf(() => document.write({ version: 2 })));
    expect(failure.message).toContain('permission is denied');
    chmodSync(folder, 0o700);
    expect(document.read()).toEqual({ kind: 'document', value: { version: 1 } });
  });
});

describe.skipIf(!isPosix)('what lies in the place of a document and is no file', { timeout: 5000 }, () => {
  async function put(name: string, suffix = '') {
    const path = pathInNewFolder();
    mkdirSync(join(path, '..'));
    const maker = strangeFileMaker();
    onTestFinished(() => maker.stop());
    return { path, said: (await maker.make(name, `${path}${suffix}`)).refused };
  }

  it.each(strangeFiles)('is told, never written over, and can be set aside: %s', async (name) => {
    const { path, said } = await put(name);
    const before = lstatSync(path);
    for (const work of ['read', 'write'] as const) {
      const failure = await failureOf(() => createElectronStoreDocument(path)[work]({ version: 1 }));
      expect(failure.message).toContain(`${path} cannot be used: it `);
      expect(failure.message).toMatch(said);
    }
    expect(lstatSync(path)).toMatchObject({ ino: before.ino, mode: before.mode });
    const document = createElectronStoreDocument(path);
    expect(lstatSync(document.setAside('damaged')).ino).toBe(before.ino);
    document.write({ version: 1 });
    expect(document.read()).toEqual({ kind: 'document', value: { version: 1 } });
  });

  it.each(strangeFiles.filter((name) => !/200 MB|folder/.test(name)))(
    'is no content from before either: %s',
    async (name) => {
      const { path } = await put(name, '.old');
      writeFileSync(path, '{"version": 1, "prof');
      const document = createElectronStoreDocument(path);
      expect(document.read()).toEqual({ kind: 'damaged' });
      document.setAside('damaged');
      for (const version of [1, 2]) document.write({ version });
      expect(document.read()).toEqual({ kind: 'document', value: { version: 2 } });
    },
  );
});

describe.skipIf(!isPosix)('a write that the system cuts short', () => {
  // A limit of the size of files cuts a write short as a full disk does: without an error.
  const writeLimited = (path: string, limit: string) => {
    const code = `
      const { createElectronStoreDocument } = await import(process.argv[1]);
      const document = createElectronStoreDocument(process.argv[2]);
      try {
        document.write({ version: 2, filler: 'x'.repeat(200_000) });
        console.log('written');
      } catch (thrown) {
        console.log(thrown.code, thrown.message);
      }
    `;
    const node = [process.execPath, '--input-type=module', '-e', code, source, path];
    return execFileSync('sh', ['-c', `ulimit -f ${limit} && exec "$@"`, 'sh', ...node], {
      env: { ...process.env, ...outsideElectron },
      encoding: 'utf8',
    });
  };

  it('is undone and told', { timeout: 30_000 }, () => {
    const path = pathInNewFolder();
    createElectronStoreDocument(path).write({ version: 1 });
    expect(writeLimited(path, '128')).toMatch(/^data-folder-unusable .*the disk is full/);
    expect(createElectronStoreDocument(path).read()).toEqual({ kind: 'document', value: { version: 1 } });
    expect(readdirSync(join(path, '..'))).toEqual(['profiles.json']);
    expect(writeLimited(path, 'unlimited')).toBe('written\n');
  });

  it('leaves nothing where there was nothing', { timeout: 30_000 }, () => {
    const path = pathInNewFolder();
    expect(writeLimited(path, '128')).toMatch(/^data-folder-unusable/);
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('is undone at the next start when the process died of it', () => {
    const path = pathInNewFolder();
    mkdirSync(join(path, '..'));
    writeFileSync(path, '{"version": 1, "prof');
    writeFileSync(`${path}.old`, '{"version": 1}');
    expect(createElectronStoreDocument(path).read()).toEqual({ kind: 'document', value: { version: 1 } });
    expect(readdirSync(join(path, '..'))).toEqual(['profiles.json']);
  });

  it('leaves no older content behind when all went well', () => {
    const path = pathInNewFolder();
    const document = createElectronStoreDocument(path);
    document.write({ secret: 'sealed' });
    writeFileSync(`${path}.old`, 'an older one');
    document.write({});
    expect(readdirSync(join(path, '..'))).toEqual(['profiles.json']);
  });
});
