import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../support/failure-of.ts';
import type { FileDocument } from '../../../support/file-document.ts';
import { keptSecretOf } from '../../../support/kept-secret-of.ts';
import { makeDraft } from '../../../support/made-profile.ts';
import { playEncryption } from '../../../support/played-encryption.ts';
import { openLibrary } from './opened-library.ts';

/** A library whose document has this text at the start. */
function openOver(text: string) {
  return openLibrary({ prepare: (store) => writeFileSync(store.path, text) });
}

/** The text of a document with the named profiles. */
async function documentOf(...names: string[]) {
  const { library, store, folder } = await openLibrary();
  for (const name of names) await library.save(makeDraft({ name }));
  return { folder, text: store.text(), parsed: JSON.parse(store.text()) };
}

describe('a document', () => {
  it('that is not there is an empty one, and not written before there is something to keep', async () => {
    const { library, store, troubles } = await openLibrary();
    expect(library.list()).toEqual([]);
    expect(troubles).toEqual([]);
    expect(existsSync(store.path)).toBe(false);
  });

  it('holds 2,000 profiles at most, and one that has more already is kept as it is', async () => {
    const { parsed } = await documentOf('one');
    const [entry] = parsed.profiles;
    const profiles = Array.from({ length: 2001 }, (_, index) => ({ ...entry, id: `id-${index}`, name: `n${index}` }));
    const text = (count: number) => JSON.stringify({ ...parsed, profiles: profiles.slice(0, count) });
    const { library } = await openOver(text(1999));
    const last = await library.duplicate('id-0');
    expect(await failureOf(library.duplicate('id-0'))).toMatchObject({ code: 'profile-invalid' });
    // Removed ones come back, so that they count.
    await library.remove(last.id);
    expect(await failureOf(library.duplicate('id-0'))).toMatchObject({ code: 'profile-invalid' });
    expect((await openOver(text(2001))).library.list()).toHaveLength(2001);
  });

  const newer = JSON.stringify({ version: 3, profiles: { a: 1 }, more: true });
  it.each([
    ['empty', '', 'damaged'],
    ['noise', '\u0000\u0001{', 'damaged'],
    ['a list', '[]', 'damaged'],
    ['null', 'null', 'damaged'],
    ['without a version', '{"profiles": []}', 'damaged'],
    ['of version 0', '{"version": 0, "profiles": []}', 'damaged'],
    ['with profiles that are no list', '{"version": 1, "profiles": {}}', 'damaged'],
    ['from the future', newer, 'newer'],
  ] as const)('that is %s is moved aside with its content and told, and a new one begins', async (_, text, why) => {
    const { library, store, troubles } = await openOver(text);
    expect(troubles).toEqual([{ kind: 'moved-aside', why, path: `${store.path}.${why}` }]);
    expect(library.list()).toEqual([]);
    await library.save(makeDraft());
    expect(readFileSync(`${store.path}.${why}`, 'utf8')).toBe(text);
    expect(JSON.parse(store.text())).toMatchObject({ version: 2, profiles: [{ name: 'web' }] });
  });

  it('that was cut anywhere is moved aside', async () => {
    const { text } = await documentOf('a', 'b');
    for (const end of [1, text.length >> 1, text.length - 1]) {
      const { library, store, troubles } = await openOver(text.slice(0, end));
      expect(library.list()).toEqual([]);
      expect(troubles).toMatchObject([{ kind: 'moved-aside', why: 'damaged' }]);
      expect(readFileSync(`${store.path}.damaged`, 'utf8')).toBe(text.slice(0, end));
    }
  });

  it.each([
    ['the disk cannot be read', (store: FileDocument) => Object.assign(store, { readError: 'EACCES' })],
    ['it can not be moved aside', (store: FileDocument) => Object.assign(store, { setAsideError: 'EROFS' })],
  ])('that cannot be used, as %s, is never written over', async (_, break_) => {
    const { library, store, troubles } = await openLibrary({
      prepare: (document) => writeFileSync(break_(document).path, 'precious'),
    });
    expect(troubles).toMatchObject([{ kind: 'unwritable', failure: { code: 'data-folder-unusable' } }]);
    expect((await failureOf(library.save(makeDraft()))).code).toBe('data-folder-unusable');
    expect(library.list()).toEqual([]);
    expect(store.text()).toBe('precious');
  });
});

describe('an entry that cannot be read', () => {
  it.each([
    ['a text', 'nonsense'],
    ['null', null],
    ['with a host that is none', { host: 'two words' }],
    ['with a field of the future', { colour: 'red' }],
    ['with one in its knocking', { knock: { opening: { steps: 1, ownPauses: 0, ownPausesMs: 0 }, tune: 'odd' } }],
    ['without steps', { knock: { opening: { steps: 0, ownPauses: 0, ownPausesMs: 0 } } }],
  ])('(%s) costs itself only, stays as it is, and is told', async (_, change) => {
    const { parsed } = await documentOf('a', 'b', 'c');
    const broken =
      typeof change === 'object' && change !== null ? { ...parsed.profiles[1], ...change } : (change as unknown);
    const { library, store, troubles } = await openOver(
      JSON.stringify({ ...parsed, profiles: [parsed.profiles[0], broken, parsed.profiles[2]] }),
    );
    expect(library.list().map(({ name }) => name)).toEqual(['a', 'c']);
    expect(troubles).toEqual([{ kind: 'entries-unreadable', count: 1 }]);
    await library.save(makeDraft({ name: 'd' }));
    expect(JSON.parse(store.text()).profiles).toContainEqual(broken);
    expect(library.list().map(({ name }) => name)).toEqual(['a', 'c', 'd']);
  });

  it('is also one whose id is there already', async () => {
    const { parsed } = await documentOf('a');
    const [entry] = parsed.profiles;
    const { library, troubles } = await openOver(JSON.stringify({ ...parsed, profiles: [entry, entry] }));
    expect(library.list()).toHaveLength(1);
    expect(troubles).toEqual([{ kind: 'entries-unreadable', count: 1 }]);
  });
});

describe('where nothing can be written', () => {
  it.each(['ENOSPC', 'EROFS', 'EACCES'])('(%s) a change is not made, and fails', async (code) => {
    const { library, store } = await openLibrary();
    const { id } = await library.save(makeDraft());
    await library.keepSecret(id, { kind: 'password', secret: 'the old one' });
    const gone = await library.save(makeDraft({ name: 'gone' }));
    await library.remove(gone.id);
    const before = [library.list(), await library.reveal(id), store.text()];
    store.writeError = code;
    let told = 0;
    library.onDidChange(() => {
      told += 1;
    });
    for (const work of [
      () => library.save(makeDraft()),
      () => library.save(makeDraft({ id, name: 'other' })),
      () => library.remove(id),
      () => library.restore(gone.id),
      () => library.duplicate(id),
      () => library.keepSecret(id, { kind: 'password', secret: 'a new one' }),
      () => library.forgetSecrets(id),
    ]) {
      const failure = await failureOf(work);
      expect(failure.code).toBe('data-folder-unusable');
      expect(failure.message).toContain(store.path);
    }
    expect([library.list(), await library.reveal(id), store.text()]).toEqual(before);
    expect(await keptSecretOf(library, id, { kind: 'password' })).toBe('the old one');
    expect(told).toBe(0);
    store.writeError = undefined;
    await library.restore(gone.id);
  });

  it('a use is told once, and no failure', async () => {
    const { library, store, troubles } = await openLibrary();
    const { id } = await library.save(makeDraft());
    store.writeError = 'ENOSPC';
    await library.used(id, 1);
    await library.used(id, 2);
    expect(troubles).toMatchObject([{ kind: 'unwritable', failure: { code: 'data-folder-unusable' } }]);
  });
});

describe('1,000 profiles', () => {
  it('are opened with a look at few of their secrets', async () => {
    const system = playEncryption();
    const { folder, store, library } = await openLibrary({ system });
    const first = await library.save(makeDraft());
    const [entry] = JSON.parse(store.text()).profiles;
    const profiles = Array.from({ length: 1000 }, (_, index) => ({
      ...entry,
      id: `id-${index}`,
      name: `web ${index}`,
    }));
    writeFileSync(store.path, JSON.stringify({ version: 1, profiles }));
    const before = system.decrypted;
    const again = await openLibrary({ folder, system });
    expect(again.library.list()).toHaveLength(1000);
    expect(system.decrypted - before).toBeLessThan(5);
    expect(await again.library.reveal('id-999')).toEqual(await library.reveal(first.id));
  });
});
