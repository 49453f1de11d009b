import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal } from '../../../../electron/core/gate/journal/journal.ts';
import { openOneTimeLists } from '../../../../electron/core/gate/journal/one-time-lists.ts';
import { takeTurn } from '../../../../electron/core/gate/journal/turns.ts';
import { learn, readLore } from '../../../../electron/core/gate/learned/gate-lore.ts';
import { keepHostKey } from '../../../../electron/core/practice/practice-host-key.ts';
import { createKeyFileVault } from '../../../../electron/core/secrets/key-file-vault.ts';
import { openHostKeyStore } from '../../../../electron/core/ssh/host-key-store.ts';
import { sshString } from '../../../../electron/core/ssh/ssh-string.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { makeEntry, makeLore, makePlan, makePorts } from '../../../support/made-gate.ts';
import { strangeFileMaker, strangeFiles } from '../../../support/strange-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Everything is told, or got over, in a moment; nothing waits for a pipe. */
describe.skipIf(process.platform === 'win32')('in the data folder', { timeout: 5000 }, () => {
  const vaultOf = (folder: string) => createKeyFileVault(join(folder, 'vault-key'));
  const key = Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(32, 1))]);

  /** Puts it at a path of a new data folder. */
  async function put(name: string, ...path: readonly string[]) {
    const folder = temporaryFolder();
    const at = join(folder, ...path);
    mkdirSync(dirname(at), { recursive: true });
    const maker = strangeFileMaker();
    onTestFinished(() => maker.stop());
    return { folder, at, said: (await maker.make(name, at)).refused };
  }

  /** What each place says that is there, and what it does; nothing is ever changed by that. */
  const told: readonly [string, readonly string[], (folder: string) => Promise<unknown>][] = [
    ['the vault’s key', ['vault-key'], (folder) => vaultOf(folder).mark('text')],
    ['known_hosts when it is read', ['known_hosts'], (folder) => hostKeysIn(folder).entries()],
    ['known_hosts when a key is added', ['known_hosts'], (folder) => hostKeysIn(folder).remember('host', 22, key)],
    [
      'a list’s place',
      ['one-time', 'mark.json'],
      (folder) => openOneTimeLists(folder, vaultOf(folder)).placeOf('mark'),
    ],
    ['a ticket', ['turns', `000000000001-${'0'.repeat(36)}`], (folder) => takeTurn(join(folder, 'turns'))],
  ];
  const hostKeysIn = (dataFolder: string) => openHostKeyStore({ dataFolder, userFiles: [] });

  describe.each(told)('%s', (_, path, work) => {
    it.each(strangeFiles)('that is %s is told as what it is, and stays', async (name) => {
      const { folder, at, said } = await put(name, ...path);
      const before = lstatSync(at);
      const failure = await failureOf(work(folder));
      expect(failure.message).toContain(at);
      expect(failure.message).toMatch(said);
      expect(lstatSync(at)).toMatchObject({ ino: before.ino, mode: before.mode });
    });
  });

  it.each(strangeFiles)('an entry of the journal that is %s is moved aside', async (name) => {
    const entry = makeEntry();
    const { folder, at } = await put(name, 'gates', `${entry.id}.json`);
    const journal = openJournal(folder, vaultOf(folder));
    expect(await journal.readAll()).toEqual({ entries: [], movedAside: [at] });
    await journal.write(entry);
    expect(await journal.read(entry.id)).toEqual(entry);
  });

  it.each(strangeFiles)('a practice host key that is %s is moved aside', async (name) => {
    const { folder, at } = await put(name, 'practice', 'practice-host-key');
    const drawn = await keepHostKey(dirname(at));
    expect(await keepHostKey(dirname(at))).toEqual(drawn);
    expect(readdirSync(join(folder, 'practice')).some((file) => file.includes('.damaged-'))).toBe(true);
  });

  it.each(strangeFiles)('what was learned is nothing where it is %s', async (name) => {
    const folder = temporaryFolder();
    const ports = makePorts(folder);
    const plan = makePlan();
    await learn(ports, plan, () => makeLore());
    const [file = ''] = readdirSync(join(folder, 'lore'));
    const { at, folder: other } = await put(name, 'lore', file);
    expect(existsSync(at)).toBe(true);
    expect(await readLore({ ...ports, dataFolder: other }, plan)).toBeUndefined();
  });

  it('the folder itself may be a link', async () => {
    const folder = temporaryFolder();
    const entry = makeEntry();
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'link'));
    await openJournal(join(folder, 'link'), vaultOf(folder)).write(entry);
    expect(await openJournal(join(folder, 'real'), vaultOf(folder)).read(entry.id)).toEqual(entry);
  });
});
