import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFormerAtWork, noteUse } from '../../../electron/core/data-move/former-use.ts';
import { settleDataFolder } from '../../../electron/core/data-move/settle-data-folder.ts';
import {
  createFormerInstall,
  endUse,
  type FormerInstall,
  filesIn,
  gateName,
  gateText,
  leftIn,
  ownFiles,
  ownIn,
  writeIn,
} from '../../support/former-install.ts';
import { deadProcess, startMarkedProcess } from '../../support/marked-process.ts';
import { withoutPrivileges } from '../../support/without-privileges.ts';

const settle = ({ environment }: FormerInstall) => settleDataFolder(environment, 'win32');
const held = (owner: object, as = 'session') => gateText({ holders: [{ id: 'x', as, owner }] });

describe('an older version that is at work in the old folder', () => {
  it('keeps all there while it lives, as a session, a delay or a worker', async () => {
    const { mark, kill } = await startMarkedProcess();
    const texts = [held(mark), held(mark, 'delay'), gateText({ worker: mark })];
    const installs = texts.map((text) => {
      const install = createFormerInstall();
      writeIn(install.former, gateName('f'), text);
      for (let start = 1; start <= 2; start += 1) {
        const { folder, notices } = settle(install);
        expect(folder).toBe(install.former);
        expect(notices[0]?.title).toBe('The data are moved later');
        expect(readdirSync(install.local)).toEqual(['Portcullis']);
        endUse(install.former);
      }
      return { install, text };
    });
    await kill();
    for (const { install, text } of installs) {
      expect(settle(install)).toEqual({ folder: install.folder, notices: [] });
      expect(ownIn(install.folder)).toEqual({ ...ownFiles, [gateName('f')]: text });
    }
  });

  it('does not while a hand holds a gate whose process is long over', async () => {
    const install = createFormerInstall();
    writeIn(install.former, gateName('f'), held(await deadProcess(), 'hand'));
    expect(settle(install).folder).toBe(install.folder);
  });

  it('is known by the file that its window keeps open', async () => {
    const install = createFormerInstall();
    writeIn(install.former, 'window/lockfile', '');
    expect(isFormerAtWork(install.former)).toBe(false);
    if (process.platform === 'win32') return;
    chmodSync(join(install.former, 'window', 'lockfile'), 0);
    chmodSync(join(install.former, 'window'), 0o711);
    chmodSync(install.former, 0o755);
    expect(await withoutPrivileges(install.local, () => Promise.resolve(isFormerAtWork(install.former)))).toBe(true);
  });
});

describe('a process of this version that must work in the old folder', () => {
  it('keeps the others there too, until it is over', async () => {
    const install = createFormerInstall();
    const { mark, kill } = await startMarkedProcess();
    writeIn(install.former, 'used-by-01234567-89ab-cdef-0123-456789abcdef', JSON.stringify(mark));
    expect(isFormerAtWork(install.former)).toBe(true);
    await kill();
    expect(isFormerAtWork(install.former)).toBe(false);
    noteUse(install.former);
    expect(isFormerAtWork(install.former)).toBe(true);
    const marks = readdirSync(install.former).filter((name) => name.startsWith('used-by-'));
    expect(marks).toHaveLength(1);
  });
});

describe('what an older version writes after the move', () => {
  const moved = () => {
    const install = createFormerInstall();
    settle(install);
    return install;
  };

  it('goes over where it is a gate that was left open', async () => {
    const install = moved();
    const [left, changed] = [held(await deadProcess()), gateText({ openedAtMs: 7 })];
    writeIn(install.former, gateName('f'), left);
    writeIn(install.former, gateName('a'), changed);
    expect(settle(install)).toEqual({ folder: install.folder, notices: [] });
    expect(ownIn(install.folder)).toEqual({ ...ownFiles, [gateName('f')]: left, [gateName('a')]: changed });
    expect(leftIn(install.former)).toEqual([]);
  });

  it('stays while its process lives', async () => {
    const install = moved();
    const { mark, kill } = await startMarkedProcess();
    writeIn(install.former, gateName('f'), held(mark));
    expect(settle(install)).toEqual({ folder: install.folder, notices: [] });
    expect(leftIn(install.former)).toEqual([gateName('f')]);
    await kill();
    expect(settle(install).notices).toEqual([]);
    expect(ownIn(install.folder)[gateName('f')]).toBe(held(mark));
  });

  it('stays, and is told, where the new folder knows better or it is no gate', () => {
    const install = moved();
    writeIn(install.folder, gateName('a'), gateText({ openedAtMs: 9 }));
    const later = {
      [gateName('a')]: gateText({ openedAtMs: 7 }),
      'profiles.json': '{"version":1}',
      'log/portcullis.log': 'x',
    };
    for (const [name, text] of Object.entries(later)) writeIn(install.former, name, text);
    const before = filesIn(install.folder);
    const { folder, notices } = settle(install);
    expect(folder).toBe(install.folder);
    expect(notices[0]?.message).toContain(`profiles.json, ${gateName('a')}`);
    expect(notices[0]?.message).not.toContain('log');
    expect(filesIn(install.folder)).toEqual(before);
    expect(filesIn(install.former)).toMatchObject(later);
  });

  it('stays, and is told, where it was noted under another key', () => {
    const install = moved();
    writeIn(install.former, gateName('f'), gateText());
    writeIn(install.former, 'vault-key', 'another key of thirty-two bytes.');
    expect(settle(install).notices[0]?.message).toContain(gateName('f'));
    expect(existsSync(join(install.folder, gateName('f')))).toBe(false);
    expect(leftIn(install.former)).toEqual([gateName('f')]);
  });
});
