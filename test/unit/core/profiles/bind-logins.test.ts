import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { boundMarkPath } from '../../../../electron/core/profiles/bound-mark.ts';
import { keptSecretOf } from '../../../support/kept-secret-of.ts';
import { mustNotLeak } from '../../../support/leftovers.ts';
import { makeDraft } from '../../../support/made-profile.ts';
import { type PlayedEncryption, playEncryption } from '../../../support/played-encryption.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { layVersion1Store, version1 } from '../../../support/version-1-store.ts';
import { type OpenedLibrary, openLibrary } from './opened-library.ts';

const password = { kind: 'password' } as const;
const { web, db } = version1;
for (const text of [web.password, db.password, db.passphrase.secret]) mustNotLeak({ text });

/** The folder of somebody who used version 0.1.0. */
function oldFolder(content?: object): string {
  const folder = temporaryFolder();
  layVersion1Store(folder, content);
  return folder;
}

const documentIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'profiles.json'), 'utf8'));

/** What each of the two profiles is given at a login. */
const allOf = async ({ library }: OpenedLibrary) => [
  await keptSecretOf(library, web.id, password),
  await keptSecretOf(library, db.id, password),
  await keptSecretOf(library, db.id, { kind: 'passphrase', path: db.passphrase.path }),
];
const all = [web.password, db.password, db.passphrase.secret];

describe('a store of version 0.1.0', () => {
  it('is bound at the first start, to what its profiles name then', async () => {
    const folder = oldFolder();
    const opened = await openLibrary({ folder });
    expect(await allOf(opened)).toEqual(all);
    expect([opened.removed, opened.troubles]).toEqual([[], []]);
    const { version, loginsBound, profiles } = documentIn(folder);
    expect([version, typeof loginsBound]).toEqual([2, 'string']);
    expect(profiles[0].knock).toEqual(version1.document.profiles[0]?.knock);
    const plain = JSON.parse(await opened.keeping.vault.unseal(profiles[1].sealedPassword));
    expect(plain).toMatchObject({ kind: 'password', user: 'guest', host: 'DB.example', port: 2222 });
    const again = await openLibrary({ folder });
    expect(await allOf(again)).toEqual(all);
    expect(again.store.writes).toBe(0);
  });

  it('that is put back afterwards gives nothing away, and the person is told', async () => {
    const folder = oldFolder();
    await allOf(await openLibrary({ folder }));
    const moved = structuredClone(version1.document);
    for (const profile of moved.profiles) profile.host = 'evil.example';
    layVersion1Store(folder, moved);
    const opened = await openLibrary({ folder });
    expect(await allOf(opened)).toEqual([undefined, undefined, undefined]);
    expect(opened.removed.map(({ sentence }) => sentence)).toEqual([
      'The password kept for anna@evil.example:22 was removed, since nothing in it says that it belongs there.',
      'The password kept for guest@evil.example:2222 was removed, since nothing in it says that it belongs there.',
      'The passphrase of ~/.ssh/id_db kept for guest@evil.example:2222 was removed, since nothing in it says that it belongs there.',
    ]);
    expect(readFileSync(join(folder, 'profiles.json'), 'utf8')).not.toContain('sealedPass');
  });

  it('of which one text is put back afterwards, the note taken away or another put in its place, gives that away no more', async () => {
    for (const mark of [undefined, 'k1.AAAA', version1.document.profiles[0]?.knock.sealed]) {
      const folder = oldFolder();
      await allOf(await openLibrary({ folder }));
      const document = documentIn(folder);
      document.loginsBound = mark;
      document.profiles[0].sealedPassword = version1.document.profiles[0]?.sealedPassword;
      document.profiles[0].host = 'evil.example';
      writeFileSync(join(folder, 'profiles.json'), JSON.stringify(document));
      const opened = await openLibrary({ folder });
      expect(await allOf(opened)).toEqual([undefined, db.password, db.passphrase.secret]);
      expect(opened.removed).toHaveLength(1);
    }
  });

  it('of which no note is left stays bound where it was bound', async () => {
    const folder = oldFolder();
    await allOf(await openLibrary({ folder }));
    rmSync(boundMarkPath(folder));
    const { loginsBound: _, ...document } = documentIn(folder);
    document.profiles[0].host = 'evil.example';
    writeFileSync(join(folder, 'profiles.json'), JSON.stringify(document));
    const opened = await openLibrary({ folder });
    expect(await allOf(opened)).toEqual([undefined, db.password, db.passphrase.secret]);
    expect(opened.removed).toMatchObject([{ profileId: web.id, isFound: true }]);
    expect(existsSync(boundMarkPath(folder))).toBe(true);
  });

  it('whose sequences were put in the place of a password binds them to nobody', async () => {
    const swapped = structuredClone(version1.document);
    for (const profile of swapped.profiles) profile.sealedPassword = profile.knock.sealed;
    const opened = await openLibrary({ folder: oldFolder(swapped) });
    expect(await allOf(opened)).toEqual([undefined, undefined, db.passphrase.secret]);
    expect(opened.removed.map(({ places }) => places)).toEqual([[password], [password]]);
  });

  it('of which one text is broken is bound all the same; that one is asked for', async () => {
    const broken = structuredClone(version1.document);
    for (const profile of broken.profiles.slice(0, 1)) profile.sealedPassword = 'k1.AAAA';
    const folder = oldFolder(broken);
    const opened = await openLibrary({ folder });
    expect(await allOf(opened)).toEqual([undefined, db.password, db.passphrase.secret]);
    expect(opened.removed).toEqual([]);
    expect(documentIn(folder)).toMatchObject({ version: 2, profiles: [{ sealedPassword: 'k1.AAAA' }, {}] });
  });

  it('that cannot be written stays as it is, and its secrets are asked for until the next start', async () => {
    const folder = oldFolder();
    const full = await openLibrary({ folder, prepare: (store) => Object.assign(store, { writeError: 'ENOSPC' }) });
    expect(await allOf(full)).toEqual([undefined, undefined, undefined]);
    expect(documentIn(folder)).toEqual(version1.document);
    expect(existsSync(boundMarkPath(folder))).toBe(false);
    expect(await allOf(await openLibrary({ folder }))).toEqual(all);
  });

  it('waits where nobody has chosen whether to keep secrets at all', async () => {
    const folder = oldFolder();
    expect(await allOf(await openLibrary({ folder, choice: 'undecided' }))).toEqual([undefined, undefined, undefined]);
    expect(documentIn(folder)).toEqual(version1.document);
  });
});

/** A store as version 0.1.0 wrote it with the system's encryption: each secret alone under its seal. */
async function oldSystemStore(): Promise<{ folder: string; system: PlayedEncryption; ids: readonly string[] }> {
  const system = playEncryption();
  const { library, store, keeping, folder } = await openLibrary({ system });
  const ids: string[] = [];
  for (const name of ['a', 'b']) ids.push((await library.save(makeDraft({ name }))).id);
  const { profiles } = JSON.parse(store.text());
  for (const profile of profiles) profile.sealedPassword = await keeping.vault.seal(`password-of-${profile.name}`);
  store.write({ version: 1, profiles });
  rmSync(boundMarkPath(folder));
  return { folder, system, ids };
}

describe('with the encryption of the system', () => {
  it('a first start with a locked keyring changes and uses nothing, and the next one with an open one binds', async () => {
    const { folder, system, ids } = await oldSystemStore();
    const before = documentIn(folder);
    system.isLocked = true;
    const locked = await openLibrary({ folder, system });
    const given = async ({ library }: OpenedLibrary) =>
      await Promise.all(ids.map((id) => keptSecretOf(library, id, password)));
    expect(await given(locked)).toEqual([undefined, undefined]);
    // Unlocked later, they wait for the next start.
    system.isLocked = false;
    expect(await given(locked)).toEqual([undefined, undefined]);
    expect(documentIn(folder)).toEqual(before);
    expect(locked.removed).toEqual([]);
    // What is typed meanwhile is bound, and what is changed meanwhile is gone.
    await locked.library.keepSecret(ids[0] ?? '', { ...password, secret: 'typed anew' });
    expect(await given(locked)).toEqual(['typed anew', undefined]);

    const open = await openLibrary({ folder, system });
    expect(await given(open)).toEqual(['typed anew', 'password-of-b']);
    expect(documentIn(folder)).toMatchObject({ version: 2, loginsBound: expect.stringMatching(/^s1\./) });
    system.decrypted = 0;
    const third = await openLibrary({ folder, system });
    expect(await given(third)).toEqual(['typed anew', 'password-of-b']);
    expect(system.decrypted).toBeLessThan(6);
  });

  it('a locked keyring is asked a few times for each text, however many there are', async () => {
    const { folder, system } = await oldSystemStore();
    const document = documentIn(folder);
    const [one] = document.profiles;
    document.profiles = Array.from({ length: 100 }, (_, index) => ({
      ...one,
      id: `${index}`,
      // Nobody can read them: each has only to be another text.
      sealedPassword: `${one.sealedPassword}${'A'.repeat(4 * index)}`,
      knock: { ...one.knock, sealed: `${one.knock.sealed}${'A'.repeat(4 * index)}` },
    }));
    writeFileSync(join(folder, 'profiles.json'), JSON.stringify(document));
    system.isLocked = true;
    system.decrypted = 0;
    const locked = await openLibrary({ folder, system });
    expect(await keptSecretOf(locked.library, '0', password)).toBeUndefined();
    for (let seen = -1, turns = 0; turns < 50; turns += 1) {
      if (seen !== system.decrypted) turns = 0;
      seen = system.decrypted;
      await setImmediate();
    }
    expect(system.decrypted).toBeLessThanOrEqual(3 * 200);
  });

  it('a note that cannot be read, since the keyring is locked, undoes nothing', async () => {
    const { folder, system, ids } = await oldSystemStore();
    const old = documentIn(folder);
    const opened = await openLibrary({ folder, system });
    expect(await keptSecretOf(opened.library, ids[0] ?? '', password)).toBe('password-of-a');
    old.profiles[0].host = 'evil.example';
    writeFileSync(join(folder, 'profiles.json'), JSON.stringify(old));
    system.isLocked = true;
    const locked = await openLibrary({ folder, system });
    expect(await keptSecretOf(locked.library, ids[0] ?? '', password)).toBeUndefined();
    system.isLocked = false;
    expect(await keptSecretOf(locked.library, ids[0] ?? '', password)).toBeUndefined();
    const open = await openLibrary({ folder, system });
    expect(await keptSecretOf(open.library, ids[0] ?? '', password)).toBeUndefined();
    expect(open.removed).toMatchObject([{ profileId: ids[0], isFound: true }]);
  });
});
