import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settleDataFolder } from '../../../../electron/core/data-move/settle-data-folder.ts';
import {
  createFormerInstall,
  filesIn,
  keyNames,
  leftIn,
  ownFiles,
  ownIn,
  strangers,
  writeIn,
} from '../../../support/former-install.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('a data folder in the place of the installer', () => {
  it('goes, with all that is ours and nothing else, and is found there ever after', () => {
    const { environment, former, folder, local } = createFormerInstall();
    writeIn(former, 'known_hosts', ownFiles['known_hosts'] ?? '', 0o644);
    for (let start = 1; start <= 3; start += 1) {
      expect(settleDataFolder(environment, 'win32')).toEqual({ folder, notices: [] });
      expect(ownIn(folder)).toEqual(ownFiles);
      expect(filesIn(former)).toEqual({
        ...strangers,
        ...Object.fromEntries(keyNames.map((name) => [name, ownFiles[name]])),
      });
      expect(readdirSync(local).sort()).toEqual(['Portcullis', 'Portcullis Data']);
    }
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'known_hosts')).mode & 0o777).toBe(0o644);
      for (const name of ['vault-key', 'profiles.json', 'window/Local State']) {
        expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      }
      for (const name of ['', 'gates', 'window']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o700);
    }
  });

  it('outlives what the installer does with its own', () => {
    const { environment, former, folder } = createFormerInstall();
    settleDataFolder(environment, 'win32');
    rmSync(former, { recursive: true });
    for (const installed of [false, true]) {
      if (installed) writeIn(former, 'Update.exe', 'MZ');
      expect(settleDataFolder(environment, 'win32')).toEqual({ folder, notices: [] });
      expect(ownIn(folder)).toEqual(ownFiles);
    }
  });

  it('goes where an empty folder stands already', () => {
    const { environment, folder } = createFormerInstall();
    mkdirSync(folder);
    expect(settleDataFolder(environment, 'win32').folder).toBe(folder);
    expect(ownIn(folder)).toEqual(ownFiles);
  });

  it('is not missed where there is none, and nothing is made', () => {
    const { environment, folder, former, local } = createFormerInstall({});
    expect(settleDataFolder(environment, 'win32')).toEqual({ folder, notices: [] });
    rmSync(former, { recursive: true });
    expect(settleDataFolder(environment, 'win32')).toEqual({ folder, notices: [] });
    expect(readdirSync(local)).toEqual([]);
  });

  it('takes with it the drafts of processes that died', () => {
    const { environment, folder, local } = createFormerInstall();
    const draft = 'Portcullis Data.01234567-89ab-cdef-0123-456789abcdef.new';
    writeIn(local, `${draft}/vault-key`, 'half');
    writeIn(local, 'Portcullis Data.mine.new', 'a person’s');
    settleDataFolder(environment, 'win32');
    expect(ownIn(folder)).toEqual(ownFiles);
    expect(readdirSync(local).sort()).toEqual(['Portcullis', 'Portcullis Data', 'Portcullis Data.mine.new']);
  });
});

describe('a data folder elsewhere', () => {
  it.each(['linux', 'darwin'] as const)('stays where it is (%s)', (platform) => {
    const { environment, former, local } = createFormerInstall();
    settleDataFolder(environment, platform, temporaryFolder());
    expect(leftIn(former)).toHaveLength(Object.keys(ownFiles).length - keyNames.length);
    expect(readdirSync(local)).toEqual(['Portcullis']);
  });

  it('is the one that a person names, who is warned when the installer would delete it', () => {
    const { environment, former, local } = createFormerInstall();
    const settle = (own: string) => settleDataFolder({ ...environment, PORTCULLIS_HOME: own }, 'win32');
    expect(settle(join(local, 'mine'))).toEqual({ folder: join(local, 'mine'), notices: [] });
    for (const own of [former, join(local, 'PORTCULLIS', 'data'), join(local, 'portcullis')]) {
      const { folder, notices } = settle(own);
      expect(folder).toBe(own);
      expect(notices).toHaveLength(1);
      expect(notices[0]?.message).toContain(own);
      expect(notices[0]?.remedy).toContain('PORTCULLIS_HOME');
    }
    expect(ownIn(former)['profiles.json']).toBe(ownFiles['profiles.json']);
    expect(existsSync(join(local, 'Portcullis Data'))).toBe(false);
  });
});
