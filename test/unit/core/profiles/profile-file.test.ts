import { chmodSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFromHome, pathInProfile, readProfileFile } from '../../../../electron/core/profiles/profile-file.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const profile = {
  format: 'portcullis-profile',
  version: 1,
  name: 'web',
  host: 'gate.example',
  knock: { open: '7000,8000,9000' },
};

function fileWith(content: string | Uint8Array, mode = 0o600): string {
  const path = join(temporaryFolder(), 'web.json');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe('a profile file', () => {
  it.each(['', '\ufeff'])('is read as it is (beginning with %j)', async (mark) => {
    const path = fileWith(mark + JSON.stringify(profile));
    const found = await readProfileFile(path);
    expect(found).toEqual({ profile, path, mode: 0o600, isExposed: false, listWarnings: [] });
  });

  it.skipIf(process.platform === 'win32').each([0o644, 0o640, 0o604, 0o660])(
    'that others can read (%o) is used, and said to be exposed',
    async (mode) => {
      const found = await readProfileFile(fileWith(JSON.stringify(profile), mode));
      expect(found).toMatchObject({ profile, mode, isExposed: true });
    },
  );

  describe('that names a list of one-time sequences', () => {
    const withList = { ...profile, knock: { oneTimeFile: 'once.list', close: '7000' } };

    it('has the list in it, from beside itself', async () => {
      const path = fileWith(JSON.stringify(withList));
      writeFileSync(join(dirname(path), 'once.list'), '#100,8100\n 7200,8200 note\n 7300,8300\n', { mode: 0o600 });
      const { profile: read, isExposed, listWarnings } = await readProfileFile(path);
      expect(read.knock).toEqual({ oneTime: ['7200,8200', '7300,8300'], close: '7000' });
      expect([isExposed, listWarnings.length]).toEqual([false, 1]);
    });

    it.skipIf(process.platform === 'win32')('is exposed by a list that others can read', async () => {
      const path = fileWith(JSON.stringify(withList));
      const list = join(dirname(path), 'once.list');
      writeFileSync(list, '7200,8200\n');
      chmodSync(list, 0o644);
      expect(await readProfileFile(path)).toMatchObject({ path: list, mode: 0o644, isExposed: true });
    });

    it('is told what is wrong with the list, without its ports', async () => {
      const path = fileWith(JSON.stringify(withList));
      expect((await failureOf(readProfileFile(path))).message).toContain('The list');
      writeFileSync(join(dirname(path), 'once.list'), '7200-7300\n');
      const failure = await failureOf(readProfileFile(path));
      expect(failure.message).toContain('at line 1');
      expect(failure.message).not.toMatch(/7[23]00/);
    });
  });

  it('that cannot be read is told with its path and why', async () => {
    const folder = temporaryFolder();
    const missing = await failureOf(readProfileFile(join(folder, 'none')));
    expect(missing).toMatchObject({ code: 'profile-unreadable' });
    expect(missing.message).toBe(`The profile ${join(folder, 'none')} cannot be read: it is not there.`);
    expect((await failureOf(readProfileFile(folder))).message).toContain('it is a folder');
    const binary = await failureOf(readProfileFile(fileWith(Uint8Array.of(0x7b, 0xff, 0x7d))));
    expect(binary).toMatchObject({ code: 'profile-unreadable' });
    expect(binary.message).toContain('UTF-8');
  });

  it.each([
    ['empty', '', 'profile-invalid'],
    ['no JSON', '{', 'profile-invalid'],
    ['JSON of another kind', '[]', 'profile-invalid'],
    ['without a host', JSON.stringify({ ...profile, host: undefined }), 'profile-invalid'],
    ['of a later version', JSON.stringify({ ...profile, version: 3 }), 'profile-newer'],
    ['too large', `${JSON.stringify(profile)}${' '.repeat(65_536)}`, 'profile-unreadable'],
  ])('that is %s is a failure without its content', async (_, content, code) => {
    const failure = await failureOf(readProfileFile(fileWith(content)));
    expect(failure.code).toBe(code);
    expect(failure.message).not.toContain('7000');
  });

  it.skipIf(process.platform === 'win32')('that never ends is not read to its end', { timeout: 10_000 }, async () => {
    expect((await failureOf(readProfileFile('/dev/zero'))).code).toMatch(/^profile-/);
  });
});

describe.skipIf(process.platform === 'win32')('a path in a profile', () => {
  it.each([
    ['/etc/key', '/etc/key'],
    ['key', '/profiles/key'],
    ['../key', '/key'],
    ['~/key', join(homedir(), 'key')],
    ['~', homedir()],
    ['~other/key', '/profiles/~other/key'],
  ])('%s is %s', (path, meant) => {
    expect(pathInProfile(path, '/profiles/web.json')).toBe(meant);
  });

  it('begins at home with ~/, and on Windows with ~\\ too', () => {
    const from = (path: string) =>
      (['linux', 'darwin', 'win32'] as const).map((platform) => isFromHome(path, platform));
    for (const path of ['~', '~/.ssh/id']) expect(from(path)).toEqual([true, true, true]);
    expect(from(String.raw`~\.ssh\id`)).toEqual([false, false, true]);
    for (const path of ['~ann/id', 'a~/id', '/~/id']) expect(from(path)).toEqual([false, false, false]);
  });
});
