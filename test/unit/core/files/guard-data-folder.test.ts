import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guardDataFolder } from '../../../../electron/core/files/guard-data-folder.ts';
import { readKeptFile } from '../../../../electron/core/files/kept-file.ts';
import { mayGiveAway } from '../../../support/another-user.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('links', () => {
  it('a folder of the data folder that is a link is refused by its name', async () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(elsewhere, join(folder, 'gates'));
    const failure = await failureOf(() => guardDataFolder(folder));
    expect(failure).toMatchObject({ code: 'data-folder-unusable' });
    expect(failure.message).toContain(join(folder, 'gates'));
    expect(failure.message).toContain('is a link');
  });

  it('nothing else is: the data folder itself may be reached by a link, and a link for a file is told where it is read', () => {
    const [folder, holder] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(folder, 'gates'));
    writeFileSync(join(folder, 'file'), '', { mode: 0o600 });
    symlinkSync(join(folder, 'file'), join(folder, 'known_hosts'));
    symlinkSync(join(folder, 'nothing'), join(folder, 'dangling'));
    symlinkSync('circle', join(folder, 'circle'));
    symlinkSync(folder, join(holder, 'data'));
    expect(guardDataFolder(join(holder, 'data'))).toEqual([]);
    expect(guardDataFolder(join(holder, 'absent'))).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('modes', () => {
  it('of the folder and of files that others could reach are set back, and said once', () => {
    const folder = temporaryFolder();
    const [key, own, inner] = [join(folder, 'vault-key'), join(folder, 'settings.json'), join(folder, 'gates')];
    writeFileSync(key, 'key');
    writeFileSync(own, '{}', { mode: 0o600 });
    mkdirSync(inner, { mode: 0o755 });
    chmodSync(key, 0o666);
    chmodSync(folder, 0o777);
    const [notice, ...more] = guardDataFolder(folder);
    expect(more).toEqual([]);
    expect(notice?.message).toContain(`${folder} (mode 0777), ${key}. It is yours alone again.`);
    expect(notice?.message).not.toContain(own);
    // What lies in a folder that nobody else enters is out of reach.
    expect([folder, key, own, inner].map(modeOf)).toEqual(['700', '600', '600', '755']);
    expect(guardDataFolder(folder)).toEqual([]);
  });

  it.each(['a file', 'a folder that all users share'])(
    'of what is %s stay as they are: it is refused',
    async (what) => {
      const path = join(temporaryFolder(), 'data');
      if (what === 'a file') writeFileSync(path, '', { mode: 0o644 });
      else mkdirSync(path);
      if (what !== 'a file') chmodSync(path, 0o1777);
      const before = modeOf(path);
      const failure = await failureOf(() => guardDataFolder(path));
      expect(failure.message).toMatch(/data cannot be used: it is (not a folder|a folder that all users share)\./);
      expect(modeOf(path)).toBe(before);
    },
  );

  it('of files that are none of ours stay', () => {
    const folder = temporaryFolder();
    const script = join(folder, 'backup.sh');
    writeFileSync(script, '');
    chmodSync(script, 0o755);
    expect(guardDataFolder(folder)).toEqual([]);
    expect(modeOf(script)).toBe('755');
  });

  it('that shut the owner out are set back without a word', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'vault-key');
    writeFileSync(file, 'key', { mode: 0o400 });
    chmodSync(folder, 0o500);
    expect(guardDataFolder(folder)).toEqual([]);
    expect([folder, file].map(modeOf)).toEqual(['700', '600']);
  });
});

describe.runIf(mayGiveAway)("another user's", () => {
  const nobody = 65_534;

  it.each(['the folder', 'a file', 'a folder in it'])('%s is refused by its name and number', async (what) => {
    const folder = temporaryFolder();
    const path = what === 'the folder' ? folder : join(folder, 'gates');
    if (what === 'a file') writeFileSync(path, '{}', { mode: 0o600 });
    if (what === 'a folder in it') mkdirSync(path);
    chownSync(path, nobody, nobody);
    const failure = await failureOf(() => guardDataFolder(folder));
    expect(failure.message).toContain(`${path} cannot be used: it belongs to another user (number ${nobody}`);
  });

  it('file deep in the folder is not read', async () => {
    const path = join(temporaryFolder(), 'entry');
    writeFileSync(path, '{}', { mode: 0o644 });
    chownSync(path, nobody, nobody);
    const failure = await failureOf(() => readKeptFile(path));
    expect(failure.message).toContain('belongs to another user');
  });
});
