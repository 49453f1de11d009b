import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { settleDataFolder } from '../../electron/core/data-move/settle-data-folder.ts';
import { endUse, filesIn, ownFiles, ownIn, writeIn } from '../support/former-install.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Fills a disk to the last byte. */
function fill(path: string): void {
  try {
    writeFileSync(path, Buffer.alloc(1024 * 1024));
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'ENOSPC' });
  }
}

it('data of an earlier version stay whole where the disk is full, and move when there is space', () => {
  const local = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k,mode=700', 'none', local]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', local]));
  const [former, folder] = [join(local, 'Portcullis'), join(local, 'Portcullis Data')];
  for (const [name, text] of Object.entries(ownFiles)) writeIn(former, name, text);
  const filler = join(former, 'filler');
  fill(filler);
  const settle = () => settleDataFolder({ LOCALAPPDATA: local }, 'win32');

  const refused = settle();
  expect(refused.folder).toBe(former);
  expect(refused.notices[0]?.message).toContain('the disk is full');
  expect(readdirSync(local)).toEqual(['Portcullis']);
  expect(filesIn(former)).toMatchObject(ownFiles);

  rmSync(filler);
  endUse(former);
  expect(settle()).toEqual({ folder, notices: [] });
  expect(ownIn(folder)).toEqual(ownFiles);
});
