import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProfileLibrary } from '../../../../electron/core/profiles/profile-library.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { keptSecretOf } from '../../../support/kept-secret-of.ts';
import { keepLeftover, mustNotLeak } from '../../../support/leftovers.ts';
import { makeDraft } from '../../../support/made-profile.ts';
import { playEncryption } from '../../../support/played-encryption.ts';
import { nextChange, type OpenedLibrary, openLibrary } from './opened-library.ts';

const password = { kind: 'password' } as const;
const passphrase = { kind: 'passphrase', path: '/key' } as const;

/** What of a document with `saveWithSecrets`' profile is sealed: the note that all is bound, and three secrets. */
const sealedFour = (prefix: 's' | 'k') => Array(4).fill(`"${prefix}1.`);

/** A profile with one secret of each sort. */
async function saveWithSecrets(library: ProfileLibrary, name = 'web'): Promise<string> {
  const { id } = await library.save(makeDraft({ name, auth: { kind: 'key', path: '/key' } }));
  for (const place of [password, passphrase]) {
    const secret = `${place.kind}-of-${name}-4711`;
    mustNotLeak({ text: secret });
    await library.keepSecret(id, { ...place, secret });
  }
  return id;
}

/** The document, which holds no secret of the profile in clear. */
async function closedDocument({ library, store }: OpenedLibrary, id: string): Promise<string> {
  const { open, close = '' } = await library.reveal(id);
  const text = store.text();
  for (const port of `${open},${close}`.split(',')) expect(text).not.toMatch(new RegExp(`(?<!\\d)${port}(?!\\d)`));
  expect(text).not.toContain('4711');
  return text;
}

describe('with the encryption of the system', () => {
  it('secrets are sealed by it, and read again in the next run', async () => {
    const system = playEncryption();
    const opened = await openLibrary({ system, choice: 'undecided' });
    const id = await saveWithSecrets(opened.library);
    expect((await closedDocument(opened, id)).match(/"[sk]1\./g)).toEqual(sealedFour('s'));
    const again = await openLibrary({ folder: opened.folder, system, choice: 'undecided' });
    expect(await keptSecretOf(again.library, id, passphrase)).toBe('passphrase-of-web-4711');
    expect(await again.library.reveal(id)).toEqual(await opened.library.reveal(id));
  });

  it('that refuses nothing changes, and it is said', async () => {
    const system = playEncryption();
    const { library, store } = await openLibrary({ system });
    const { id } = await library.save(makeDraft());
    const before = [store.text(), library.list()];
    system.isLocked = true;
    for (const work of [
      () => library.save(makeDraft()),
      () => library.save(makeDraft({ id })),
      () => library.keepSecret(id, { ...password, secret: 'x' }),
    ]) {
      const failure = await failureOf(work);
      expect(failure.code).toBe('secrets-unusable');
      expect(failure.remedy).toContain('Unlock');
    }
    expect([store.text(), library.list()]).toEqual(before);
  });
});

describe('with a key file, because the person wants to keep secrets there', () => {
  it('secrets are sealed by it', async () => {
    const opened = await openLibrary({ choice: 'keep' });
    const id = await saveWithSecrets(opened.library);
    expect((await closedDocument(opened, id)).match(/"[sk]1\./g)).toEqual(sealedFour('k'));
    keepLeftover(opened.folder);
  });
});

describe.each(['undecided', 'memory'] as const)('while the choice is «%s»', (choice) => {
  it('secrets work in this run and no file has them, sealed or not', async () => {
    const opened = await openLibrary({ choice });
    const { library, folder } = opened;
    const id = await saveWithSecrets(library);
    expect(await keptSecretOf(library, id, password)).toBe('password-of-web-4711');
    expect((await library.profile(id)).knock.open).toBe((await library.reveal(id)).open);
    const copy = await library.duplicate(id);
    expect(library.list().map(({ unreadable }) => unreadable)).toEqual([[], []]);
    expect(await closedDocument(opened, id)).not.toMatch(/sealed|[skm]1\./);

    const again = await openLibrary({ folder, choice });
    const [first] = again.library.list();
    expect(first).toMatchObject({ id, unreadable: ['sequences'], hasPassword: false, passphrasesKept: [] });
    expect(first?.opening.steps).toBe(3);
    const failure = await failureOf(again.library.profile(copy.id));
    expect(failure.code).toBe('secrets-unusable');
    expect(failure.remedy).toContain('Type them again');
    await again.library.save(makeDraft({ id }));
    expect(again.library.list()[0]?.unreadable).toEqual([]);
  });

  it('they are sealed and written as soon as the person wants to keep them', async () => {
    const opened = await openLibrary({ choice });
    const { library, keeping, folder } = opened;
    const id = await saveWithSecrets(library);
    const removed = await saveWithSecrets(library, 'gone');
    await library.remove(removed);
    const changed = nextChange(library);
    keeping.choose('keep');
    await changed;
    expect((await closedDocument(opened, id)).match(/"[sk]1\./g)).toEqual(sealedFour('k'));
    const again = await openLibrary({ folder, choice: 'keep' });
    expect(await again.library.reveal(id)).toEqual(await library.reveal(id));
    await library.restore(removed);
    expect(await keptSecretOf(library, removed, password)).toBe('password-of-gone-4711');
  });
});

describe('when the person wants them in memory only, after all', () => {
  it('what was kept goes from the document, and works until the end', async () => {
    const opened = await openLibrary({ choice: 'keep' });
    const { library, keeping, folder } = opened;
    const id = await saveWithSecrets(library);
    const changed = nextChange(library);
    keeping.choose('memory');
    await changed;
    expect(await closedDocument(opened, id)).not.toMatch(/sealed|[skm]1\./);
    expect(await keptSecretOf(library, id, password)).toBe('password-of-web-4711');
    expect(library.list()[0]?.unreadable).toEqual([]);
    expect((await openLibrary({ folder, choice: 'memory' })).library.list()[0]?.unreadable).toEqual(['sequences']);
  });

  it('but cannot be written down, it is told, and the next write makes up for it', async () => {
    const { library, keeping, store, troubles } = await openLibrary({ choice: 'keep' });
    const id = await saveWithSecrets(library);
    store.writeError = 'ENOSPC';
    keeping.choose('memory');
    expect((await failureOf(library.remove(id))).code).toBe('data-folder-unusable');
    expect(troubles).toMatchObject([{ kind: 'unwritable', failure: { code: 'data-folder-unusable' } }]);
    store.writeError = undefined;
    await library.used(id, 1);
    expect(store.text()).not.toContain('k1.');
  });
});

describe('a choice that is not known any more', () => {
  it('destroys nothing that was kept', async () => {
    const { library, folder } = await openLibrary({ choice: 'keep' });
    const id = await saveWithSecrets(library);
    const again = await openLibrary({ folder, choice: 'undecided' });
    expect(await keptSecretOf(again.library, id, password)).toBe('password-of-web-4711');
    await again.library.save(makeDraft({ name: 'new' }));
    const third = await openLibrary({ folder, choice: 'keep' });
    expect(third.library.list().map(({ unreadable }) => unreadable)).toEqual([[], ['sequences']]);
    expect(await third.library.reveal(id)).toEqual(await library.reveal(id));
  });
});

describe('secrets that cannot be read any more', () => {
  it('are said to be so, stay, and are read again when the key is back', async () => {
    const { library, folder } = await openLibrary({ choice: 'keep' });
    const ids = [await saveWithSecrets(library), await saveWithSecrets(library, 'db')];
    const key = join(folder, 'vault-key');
    copyFileSync(key, `${key}.kept`);
    rmSync(key);

    const lost = await openLibrary({ folder, choice: 'keep' });
    if (lost.library.list()[0]?.unreadable.length === 0) await nextChange(lost.library);
    const all = ['sequences', 'password', 'passphrase'];
    await expect.poll(() => lost.library.list().map(({ unreadable }) => unreadable)).toEqual([all, all]);
    expect(lost.library.list()[0]).toMatchObject({ hasPassword: true, passphrasesKept: ['/key'] });
    const [id = '', other = ''] = ids;
    expect((await failureOf(lost.library.profile(id))).code).toBe('secrets-unusable');
    expect((await failureOf(lost.library.exportTo(id, join(folder, 'export.json')))).code).toBe('secrets-unusable');
    expect(await keptSecretOf(lost.library, id, password)).toBeUndefined();
    // Renamed without new sequences, and one secret typed anew.
    await lost.library.save({ ...makeDraft({ id, name: 'renamed', auth: { kind: 'key', path: '/key' } }), knock: {} });
    await lost.library.keepSecret(id, { ...password, secret: 'a new one' });
    expect(lost.library.list()[0]?.unreadable).toEqual(['sequences', 'passphrase']);

    copyFileSync(`${key}.kept`, key);
    const back = await openLibrary({ folder, choice: 'keep' });
    expect(await back.library.reveal(id)).toEqual(await library.reveal(id));
    expect(await keptSecretOf(back.library, other, passphrase)).toBe('passphrase-of-db-4711');
    await expect.poll(() => back.library.list()[0]?.unreadable).toEqual([]);
    expect(await keptSecretOf(back.library, id, password)).toBeUndefined();
    expect(back.library.list()[0]?.unreadable).toEqual(['password']);
  });

  it('are found all, when the first one shows it; with a keyring that is unlocked they are back', async () => {
    const system = playEncryption();
    const { library, folder } = await openLibrary({ system });
    const id = await saveWithSecrets(library);
    await saveWithSecrets(library, 'db');
    system.isLocked = true;
    const again = await openLibrary({ folder, system });
    await expect.poll(() => again.library.list().map(({ unreadable }) => unreadable.length)).toEqual([3, 3]);
    system.isLocked = false;
    expect(await again.library.reveal(id)).toEqual(await library.reveal(id));
    await expect.poll(() => again.library.list().map(({ unreadable }) => unreadable.length)).toEqual([0, 0]);
  });

  it('because the system of then is not there stay too', async () => {
    const system = playEncryption();
    const { library, folder } = await openLibrary({ system });
    const id = await saveWithSecrets(library);
    const without = await openLibrary({ folder, choice: 'memory' });
    await expect.poll(() => without.library.list()[0]?.unreadable.length).toBe(3);
    await without.library.used(id, 1);
    const back = await openLibrary({ folder, system });
    expect(await keptSecretOf(back.library, id, password)).toBe('password-of-web-4711');
  });

  it('but decrypt to something else are no sequences', async () => {
    const system = playEncryption();
    const { library, folder } = await openLibrary({ system });
    const { id } = await library.save(makeDraft());
    const confused = { ...system, decrypt: () => Promise.resolve('{"open": "99999999"}') };
    const again = await openLibrary({ folder, system: confused });
    const failure = await failureOf(again.library.profile(id));
    expect(failure.code).toBe('secrets-unusable');
    expect(failure.message).not.toContain('9999');
  });
});

it('the key file is not drawn where nothing is sealed with it', async () => {
  const { library, folder } = await openLibrary({ system: playEncryption() });
  await saveWithSecrets(library);
  expect(() => readFileSync(join(folder, 'vault-key'))).toThrow('ENOENT');
});
