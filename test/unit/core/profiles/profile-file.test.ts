import { chmodSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathInProfile, readProfileFile } from '../../../../electron/core/profiles/profile-file.ts';
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
    const found = await readProfileFile(fileWith(mark + JSON.stringify(profile)));
    expect(found).toEqual({ profile, mode: 0o600, isExposed: false });
  });

  it.skipIf(process.platform === 'win32').each([0o644, 0o640, 0o604, 0o660])(
    'that others can read (%o) is used, and said to be exposed',
    async (mode) => {
      expect(await readProfileFile(fileWith(JSON.stringify(profile), mode))).toEqual({
        profile,
        mode,
        isExposed: true,
      });
    },
  );

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
    ['of a later version', JSON.stringify({ ...profile, version: 2 }), 'profile-newer'],
    ['too large', `${JSON.stringify(profile)}${' '.repeat(65_536)}`, 'profile-invalid'],
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
});
