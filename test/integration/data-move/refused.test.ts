import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SettledFolder, settleDataFolder } from '../../../electron/core/data-move/settle-data-folder.ts';
import {
  createFormerInstall,
  endUse,
  type FormerInstall,
  filesIn,
  gateName,
  leftIn,
  ownFiles,
  ownIn,
} from '../../support/former-install.ts';
import { type Refusal, settleApart } from '../../support/settling.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const settle = ({ environment }: FormerInstall) => settleDataFolder(environment, 'win32');
const always = 1e9;
const processMs = 60_000;

function expectUnmoved(install: FormerInstall, settled: SettledFolder | undefined, words: string): void {
  expect(settled?.folder).toBe(install.former);
  expect(settled?.notices).toHaveLength(1);
  expect(settled?.notices[0]?.message).toContain(words);
  expect(readdirSync(install.local)).toEqual(['Portcullis']);
  endUse(install.former);
}

function expectMoved(install: FormerInstall): void {
  expect(settle(install)).toEqual({ folder: install.folder, notices: [] });
  expect(ownIn(install.folder)).toEqual(ownFiles);
  expect(leftIn(install.former)).toEqual([]);
}

describe('a move that is refused leaves all in the old place, tells it, and is made up for later', () => {
  it.each([
    ['a file that cannot be read', 'openSync', `Portcullis/${gateName('a')}`, 'EBUSY', 'played'],
    ['a folder that cannot be made', 'mkdirSync', 'Portcullis Data.', 'EACCES', 'permission is denied'],
    ['a disk that is full', 'fsyncSync', '', 'ENOSPC', 'the disk is full'],
    ['a disk that breaks', 'openSync', 'Portcullis Data.', 'EIO', 'played'],
    ['a new name that is refused for good', 'renameSync', 'Portcullis Data.', 'EPERM', 'permission is denied'],
  ] as const)(
    'for %s',
    async (_, operation, path, code, words) => {
      const install = createFormerInstall();
      const refusals: Refusal[] = [{ operation, path: path && join(install.local, path), code, times: always }];
      expectUnmoved(install, await settleApart(install, { refusals }), words);
      expect(filesIn(install.former)).toMatchObject(ownFiles);
      expectMoved(install);
    },
    processMs,
  );

  it.skipIf(process.platform === 'win32').each([
    ['a link', (path: string) => symlinkSync('/dev/zero', path)],
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['a folder', (path: string) => void mkdirSync(path)],
    ['a file too large to be ours', (path: string) => writeFileSync(path, Buffer.alloc(65 * 1024 * 1024))],
  ])('for %s in the place of a file', (_, make) => {
    const install = createFormerInstall();
    const path = join(install.former, 'profiles.json');
    unlinkSync(path);
    make(path);
    expectUnmoved(install, settle(install), path);
    rmSync(path, { recursive: true });
    writeFileSync(path, ownFiles['profiles.json'] ?? '', { mode: 0o600 });
    expectMoved(install);
  });

  it.skipIf(process.platform === 'win32')('for a link in the place of a folder', () => {
    const install = createFormerInstall();
    const lore = join(install.former, 'lore');
    rmSync(lore, { recursive: true });
    symlinkSync(temporaryFolder(), lore);
    expectUnmoved(install, settle(install), lore);
  });
});

describe('what Windows refuses for a moment', () => {
  it(
    'is tried again',
    async () => {
      const install = createFormerInstall();
      const refusals: Refusal[] = [
        { operation: 'openSync', path: join(install.former, 'vault-key'), code: 'EBUSY', times: 5 },
        { operation: 'renameSync', path: install.local, code: 'EPERM', times: 5 },
        { operation: 'unlinkSync', path: join(install.former, 'known_hosts'), code: 'EBUSY', times: 2 },
      ];
      expect(await settleApart(install, { refusals })).toMatchObject({ folder: install.folder, notices: [] });
      expect(leftIn(install.former)).toEqual([]);
      expectMoved(install);
    },
    processMs,
  );
});

describe('an old file that cannot be removed', () => {
  it(
    'goes at a later start, and brings nothing back that is over by then',
    async () => {
      const install = createFormerInstall();
      const refusals: Refusal[] = [
        { operation: 'unlinkSync', path: join(install.former, 'gates'), code: 'EBUSY', times: always },
      ];
      const gates = Object.keys(ownFiles).filter((name) => name.startsWith('gates/'));
      expect(await settleApart(install, { refusals })).toMatchObject({ folder: install.folder, notices: [] });
      expect(ownIn(install.folder)).toEqual(ownFiles);
      expect(leftIn(install.former)).toEqual(gates);

      // One gate is shut, another one is opened anew.
      rmSync(join(install.folder, gateName('a')));
      writeFileSync(join(install.folder, gateName('b')), 'changed');
      expect(await settleApart(install, { refusals })).toMatchObject({ folder: install.folder, notices: [] });
      expect(leftIn(install.former)).toEqual(gates);
      expect(settle(install)).toEqual({ folder: install.folder, notices: [] });
      expect(existsSync(join(install.folder, gateName('a')))).toBe(false);
      expect(filesIn(install.folder)[gateName('b')]).toBe('changed');
      expect(leftIn(install.former)).toEqual([]);
    },
    processMs,
  );
});
