import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProfileArgument } from '../../../electron/cli/profile-argument.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const profile = {
  format: 'portcullis-profile',
  version: 1,
  name: 'web',
  host: 'gate.example',
  knock: { open: '7000,8000,9000' },
};

function fileOfMode(mode: number): string {
  const path = join(temporaryFolder(), 'web.json');
  writeFileSync(path, JSON.stringify(profile));
  chmodSync(path, mode);
  return path;
}

describe('the profile that a command names', () => {
  it('is read without a word where it is private', async () => {
    const warn = (text: string) => expect.fail(`a warning: ${text}`);
    expect(await readProfileArgument(fileOfMode(0o600), warn)).toEqual(profile);
  });

  it.skipIf(process.platform === 'win32').each([0o644, 0o640, 0o604, 0o660])(
    'and that others can read (%o) is used with a warning that says how to mend it',
    async (mode) => {
      const path = fileOfMode(mode);
      const warnings: string[] = [];
      expect(await readProfileArgument(path, (text) => warnings.push(text))).toEqual(profile);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain(`(mode ${mode.toString(8)})`);
      expect(warnings[0]).toContain(`chmod 600 ${path}`);
      expect(warnings[0]).not.toContain('7000');
    },
  );
});
