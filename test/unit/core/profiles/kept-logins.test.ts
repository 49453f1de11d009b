import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProfileDraft } from '../../../../electron/shared/profile-draft.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { keptSecretOf, testUser } from '../../../support/kept-secret-of.ts';
import { mustNotLeak } from '../../../support/leftovers.ts';
import { makeDraft } from '../../../support/made-profile.ts';
import { playEncryption } from '../../../support/played-encryption.ts';
import { type OpenedLibrary, openLibrary } from './opened-library.ts';

const password = { kind: 'password' } as const;
const passphrase = { kind: 'passphrase', path: '/key' } as const;
const secret = 'bound-to-anna-81';
const phrase = 'bound-phrase-82';
mustNotLeak({ text: secret });
mustNotLeak({ text: phrase });

const kept: Partial<ProfileDraft> = {
  host: 'web.example',
  user: 'anna',
  auth: [{ kind: 'key', path: '/key' }, { kind: 'password' }],
};

/** A profile, `anna@web.example:22`, with a password and the passphrase of its key. */
async function saveBound({ library }: OpenedLibrary, more: Partial<ProfileDraft> = {}) {
  const { id } = await library.save(makeDraft({ ...kept, ...more }));
  await library.keepSecret(id, { ...password, secret });
  await library.keepSecret(id, { ...passphrase, secret: phrase });
  return id;
}

/** The same profile with something changed. */
const changed = (id: string, more: Partial<ProfileDraft>) => ({ ...makeDraft({ id, ...kept, ...more }), knock: {} });

const bothOf = async ({ library }: OpenedLibrary, id: string) => [
  await keptSecretOf(library, id, password),
  await keptSecretOf(library, id, passphrase),
];

const places = [
  ['m1', { choice: 'memory' as const }],
  ['k1', { choice: 'keep' as const }],
  ['s1', { system: playEncryption() }],
] as const;

describe.each(places)('secrets that are sealed with %s', (_, options) => {
  it.each([
    ['host', { host: 'other.example' }, 'other.example'],
    ['port', { port: 2222 }, 'port 2222'],
    ['user', { user: 'bob' }, 'the user bob'],
    ['user, who is the system’s then', { user: undefined }, `the user ${testUser}`],
    ['user in another letter case', { user: 'Anna' }, 'the user Anna'],
    ['host and port', { host: 'other.example', port: 23 }, 'other.example and port 23'],
    ['everything', { host: '::1', port: 23, user: 'bob' }, '::1, port 23 and the user bob'],
  ])('are gone once the profile names another %s, and it is told', async (_name, change, now) => {
    const opened = await openLibrary(options);
    const id = await saveBound(opened);
    const view = await opened.library.save(changed(id, change));
    expect(view).toMatchObject({ hasPassword: false, passphrasesKept: [] });
    expect(await bothOf(opened, id)).toEqual([undefined, undefined]);
    const sentence =
      'The password and the passphrase of /key kept for anna@web.example:22 were removed, ' +
      `since the profile now names ${now}.`;
    expect(opened.removed).toEqual([
      { profileId: id, profileName: 'web', places: [password, passphrase], sentence, isFound: false },
    ]);
    expect([1, 2].map(() => opened.library.whyGone(id, password))).toEqual([sentence, undefined]);
    // Back again is another profile too: nothing comes back.
    await opened.library.save(changed(id, {}));
    expect(await bothOf(opened, id)).toEqual([undefined, undefined]);
  });

  it('stay while the profile names the same account in other words, or changes otherwise', async () => {
    const opened = await openLibrary(options);
    const id = await saveBound(opened, { user: undefined });
    for (const change of [{ user: testUser }, { host: 'WEB.Example' }, { port: 22 }, { name: 'b', via: 'bastion' }]) {
      await opened.library.save(changed(id, { user: undefined, ...change }));
      expect(await bothOf(opened, id)).toEqual([secret, phrase]);
    }
    expect(opened.removed).toEqual([]);
    await opened.library.keepSecret(id, { ...password, secret: 'another' });
    expect(await keptSecretOf(opened.library, id, password)).toBe('another');
  });

  it('are copied with a profile, and are gone from the copy alone when that is changed', async () => {
    const opened = await openLibrary(options);
    const id = await saveBound(opened);
    const copy = await opened.library.duplicate(id);
    expect(await bothOf(opened, copy.id)).toEqual([secret, phrase]);
    await opened.library.save(changed(copy.id, { host: 'other.example' }));
    expect(await bothOf(opened, copy.id)).toEqual([undefined, undefined]);
    expect(await bothOf(opened, id)).toEqual([secret, phrase]);
  });
});

describe('a passphrase', () => {
  it('is gone once the profile does not name its key any more; the password stays', async () => {
    const opened = await openLibrary();
    const id = await saveBound(opened);
    await opened.library.save(changed(id, { auth: [{ kind: 'password' }, { kind: 'key', path: '/other' }] }));
    expect(opened.library.list()[0]?.passphrasesKept).toEqual([]);
    expect(await bothOf(opened, id)).toEqual([secret, undefined]);
    expect(opened.removed.map(({ sentence }) => sentence)).toEqual([
      'The passphrase of /key kept for anna@web.example:22 was removed, since the profile does not name that key any more.',
    ]);
  });

  it('of a usual key stays where the profile names no way to log in', async () => {
    const opened = await openLibrary();
    const id = await saveBound(opened, { auth: undefined });
    const usual = { kind: 'passphrase', path: join(homedir(), '.ssh', 'id_ed25519') } as const;
    await opened.library.keepSecret(id, { ...usual, secret: 'usual' });
    await opened.library.save(changed(id, { auth: undefined, name: 'b' }));
    expect(await keptSecretOf(opened.library, id, usual)).toBe('usual');
    expect(await keptSecretOf(opened.library, id, passphrase)).toBeUndefined();
  });
});

describe('a session that began before its profile was changed', () => {
  const before = { user: 'anna', host: 'web.example', port: 22 };
  const now = { user: 'anna', host: 'other.example', port: 22 };

  it('is not given what is kept for the new account, which stays', async () => {
    const opened = await openLibrary();
    const id = await saveBound(opened);
    await opened.library.save(changed(id, { host: 'other.example' }));
    await opened.library.keepSecret(id, { ...password, secret: 'for the other' });
    expect(await opened.library.keptSecret(id, password, before)).toBeUndefined();
    expect(await opened.library.keptSecret(id, password, now)).toBe('for the other');
  });

  it('keeps nothing for the new account', async () => {
    const opened = await openLibrary();
    const id = await saveBound(opened);
    await opened.library.save(changed(id, { host: 'other.example' }));
    const failure = await failureOf(opened.library.keepSecret(id, { ...password, secret }, before));
    expect(failure).toMatchObject({
      code: 'secrets-unusable',
      message: 'It is for anna@web.example:22, and the profile names another now.',
    });
    expect(opened.library.list()[0]?.hasPassword).toBe(false);
  });
});

interface Entry {
  id: string;
  host: string;
  port?: number;
  user?: string;
  knock: { sealed: string };
  sealedPassword?: string;
  sealedPassphrases?: { path: string; sealed: string }[];
}

/** The next start, after somebody has edited the document. */
function startEdited(opened: OpenedLibrary, edit: (entries: [Entry, Entry]) => void): Promise<OpenedLibrary> {
  const document = JSON.parse(opened.store.text());
  edit(document.profiles);
  opened.store.write(document);
  return openLibrary({ folder: opened.folder });
}

describe('a document that was edited while nothing ran', () => {
  it.each([
    ['host', 'other.example', (entry: Entry) => Object.assign(entry, { host: 'other.example' })],
    ['port', 'port 23', (entry: Entry) => Object.assign(entry, { port: 23 })],
    ['user', 'the user bob', (entry: Entry) => Object.assign(entry, { user: 'bob' })],
    ['user', `the user ${testUser}`, (entry: Entry) => Object.assign(entry, { user: undefined })],
  ])('to name another %s gives nothing away, and the person is told', async (_, now, edit) => {
    const opened = await openLibrary();
    const id = await saveBound(opened);
    await saveBound(opened);
    const again = await startEdited(opened, ([entry]) => edit(entry));
    expect(await bothOf(again, id)).toEqual([undefined, undefined]);
    expect(again.removed).toMatchObject([
      {
        isFound: true,
        sentence: `The password kept for anna@web.example:22 was removed, since the profile now names ${now}.`,
      },
      { places: [passphrase], isFound: true },
    ]);
    expect(again.library.list()[0]).toMatchObject({ hasPassword: false, passphrasesKept: [] });
    expect(again.store.text().match(/sealedPassword"/g)).toHaveLength(1);
  });

  it.each([
    ['the sequences', ([entry]: [Entry, Entry]) => Object.assign(entry, { sealedPassword: entry.knock.sealed })],
    [
      'a passphrase',
      ([entry]: [Entry, Entry]) => Object.assign(entry, { sealedPassword: entry.sealedPassphrases?.[0]?.sealed }),
    ],
    [
      'another account’s password',
      ([entry, other]: [Entry, Entry]) => Object.assign(other, { sealedPassword: entry.sealedPassword }),
    ],
    [
      'the note that all is bound',
      ([entry]: [Entry, Entry], mark: string) => Object.assign(entry, { sealedPassword: mark }),
    ],
    [
      'an unbound password',
      ([entry]: [Entry, Entry], _: string, unbound: string) => Object.assign(entry, { sealedPassword: unbound }),
    ],
  ] as const)('to have %s for a password gives nothing away', async (_, edit) => {
    const opened = await openLibrary();
    await saveBound(opened);
    await saveBound(opened, { host: 'other.example' });
    const unbound = await opened.keeping.vault.seal('an-unbound-password');
    const { loginsBound } = JSON.parse(opened.store.text());
    const again = await startEdited(opened, (entries) => void edit(entries, loginsBound, unbound));
    const given = await Promise.all(again.library.list().map(({ id }) => keptSecretOf(again.library, id, password)));
    expect(given.filter((one) => one !== undefined)).toEqual([secret]);
    expect(again.removed).toHaveLength(1);
    expect(again.removed[0]?.sentence).toMatch(/^The password kept for .* was removed, since /);
    expect(JSON.stringify(again.removed)).not.toMatch(/bound-to-anna|bound-phrase|an-unbound|"open"/);
    expect(again.library.list().filter(({ hasPassword }) => hasPassword)).toHaveLength(1);
  });

  it('to have a passphrase under another key gives nothing away', async () => {
    const opened = await openLibrary();
    const id = await saveBound(opened);
    const again = await startEdited(opened, ([entry]) => {
      for (const one of entry.sealedPassphrases ?? []) one.path = '/other';
    });
    const moved = { kind: 'passphrase', path: '/other' } as const;
    expect(await keptSecretOf(again.library, id, moved)).toBeUndefined();
    expect(again.removed).toMatchObject([{ places: [moved], isFound: true }]);
  });
});
