import { describe, expect, it } from 'vitest';
import type { ProfileLibrary } from '../../../../electron/core/profiles/profile-library.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { keptSecretOf } from '../../../support/kept-secret-of.ts';
import { mustNotLeak } from '../../../support/leftovers.ts';
import { makeDraft } from '../../../support/made-profile.ts';
import { profileView } from '../../../support/profile-view.ts';
import { openLibrary } from './opened-library.ts';

const names = (library: ProfileLibrary) => library.list().map(({ name }) => name);

async function saveThree(library: ProfileLibrary) {
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) ids.push((await library.save(makeDraft({ name }))).id);
  return ids as [string, string, string];
}

describe('a profile that is saved', () => {
  it('is seen with its sequences counted, and every default filled in', async () => {
    const { library } = await openLibrary();
    const view = await library.save(
      makeDraft({ knock: { sequences: { open: '33001,33002@7,33003:udp@900', close: '33004' } } }),
    );
    expect(view).toEqual(
      profileView({
        id: view.id,
        name: 'web',
        host: 'gate.example',
        port: 22,
        opening: { steps: 3, durationMs: 107 },
        closing: { steps: 1, durationMs: 0 },
        delayMs: 100,
        family: 'auto',
        gate: 'knockd',
        seqTimeoutS: 25,
      }),
    );
    expect(view.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('comes back whole, in this run and the next', async () => {
    const { library, folder } = await openLibrary();
    const draft = makeDraft({
      port: 2222,
      user: 'ann',
      group: 'work',
      auth: [{ kind: 'key', path: '~/.ssh/id' }, { kind: 'password' }],
      terminal: { type: 'xterm', colours: 'dark' },
      knock: {
        sequences: { open: '33001,33002:udp', close: '33003', udpPayloadHex: 'ff00' },
        delayMs: 5,
        family: 'ipv6',
        gate: 'timed',
        opensForS: 30,
        shutWhen: 'delayed',
        shutDelayS: 5,
      },
    });
    const { id } = await library.save(draft);
    const { isFavourite, knock, ...fields } = draft;
    const { sequences, ...knocking } = knock;
    const whole = { format: 'portcullis-profile', version: 1, ...fields, knock: { ...sequences, ...knocking } };
    expect(await library.profile(id)).toEqual(whole);
    expect(await library.reveal(id)).toEqual(sequences);
    const again = await openLibrary({ folder });
    expect(again.library.list()).toEqual(library.list());
    expect(await again.library.profile(id)).toEqual(whole);
    expect(again.troubles).toEqual([]);
  });

  it('again keeps its place, its id, and what the editor does not know', async () => {
    const { library } = await openLibrary();
    const [, id] = await saveThree(library);
    const { open } = await library.reveal(id);
    await library.keepSecret(id, { kind: 'password', secret: 'drawn-secret-1' });
    await library.used(id, 5);
    const draft = makeDraft({ id, name: 'B', isFavourite: true, knock: { delayMs: 3 } });
    const view = await library.save({ ...draft, knock: { delayMs: 3 } });
    expect(view).toMatchObject({ id, name: 'B', isFavourite: true, lastUsedAtMs: 5, hasPassword: true });
    expect(view.opening).toEqual({ steps: 3, durationMs: 6 });
    expect(names(library)).toEqual(['a', 'B', 'c']);
    expect((await library.reveal(id)).open).toBe(open);
    const next = { open: '33009', close: undefined, udpPayloadHex: undefined };
    expect((await library.save({ ...draft, knock: { sequences: next } })).closing).toBeUndefined();
    expect(await library.reveal(id)).toEqual(next);
  });

  it.each([
    ['without sequences', { knock: {} }],
    ['with a host that is none', { ...makeDraft(), host: 'two words' }],
    ['with a sequence that is none', makeDraft({ knock: { sequences: { open: '99999' } } })],
  ])('%s is refused, and nothing is written', async (_, more) => {
    const { library, store } = await openLibrary();
    const failure = await failureOf(library.save({ name: 'web', host: 'gate.example', isFavourite: false, ...more }));
    expect(failure.code).toBe('profile-invalid');
    expect(failure.message).not.toMatch(/99999|two words/);
    expect(store.writes).toBe(0);
    expect(library.list()).toEqual([]);
  });
});

describe('the list of profiles', () => {
  it('may have a name twice', async () => {
    const { library } = await openLibrary();
    await Promise.all([library.save(makeDraft()), library.save(makeDraft())]);
    expect(names(library)).toEqual(['web', 'web']);
    expect(new Set(library.list().map(({ id }) => id)).size).toBe(2);
  });

  it('is told whole after each change, until nobody listens', async () => {
    const { library } = await openLibrary();
    const heard: string[][] = [];
    const stop = library.onDidChange((profiles) => heard.push(profiles.map(({ name }) => name)));
    const [id] = await saveThree(library);
    await library.remove(id);
    stop();
    await library.restore(id);
    expect(heard).toEqual([['a'], ['a', 'b'], ['a', 'b', 'c'], ['b', 'c']]);
  });

  it('loses none of the changes that are asked for at once', async () => {
    const { library, folder } = await openLibrary();
    const [a, b] = await saveThree(library);
    await Promise.all([
      library.save(makeDraft({ name: 'd' })),
      library.remove(a),
      library.keepSecret(b, { kind: 'password', secret: 'drawn-secret-2' }),
      library.used(b, 7),
      library.duplicate(b),
    ]);
    expect(names(library)).toEqual(['b', 'b copy', 'c', 'd']);
    const again = await openLibrary({ folder });
    expect(again.library.list()).toEqual(library.list());
    expect(again.library.list()[0]).toMatchObject({ hasPassword: true, lastUsedAtMs: 7 });
  });

  it.each(['profile', 'remove', 'restore', 'duplicate', 'reveal', 'forgetSecrets'] as const)(
    'knows no other profile (%s)',
    async (call) => {
      const { library } = await openLibrary();
      await saveThree(library);
      expect((await failureOf(library[call]('practice'))).code).toBe('profile-unreadable');
      expect((await failureOf(library.save(makeDraft({ id: 'practice' })))).code).toBe('profile-unreadable');
    },
  );
});

describe('a profile that is removed', () => {
  it('is gone from the document, and comes back to its place with its secrets', async () => {
    const { library, store } = await openLibrary();
    const [a, b, c] = await saveThree(library);
    const { open } = await library.reveal(b);
    await library.keepSecret(b, { kind: 'passphrase', path: '/key', secret: 'drawn-secret-3' });
    for (const id of [b, a, c]) await library.remove(id);
    expect(store.text()).not.toMatch(new RegExp([a, b, c].join('|')));
    expect((await failureOf(library.profile(b))).code).toBe('profile-unreadable');
    expect((await failureOf(library.remove(b))).code).toBe('profile-unreadable');
    for (const id of [c, b, a]) await library.restore(id);
    expect(names(library)).toEqual(['a', 'b', 'c']);
    expect((await library.reveal(b)).open).toBe(open);
    expect(await keptSecretOf(library, b, { kind: 'passphrase', path: '/key' })).toBe('drawn-secret-3');
    expect((await failureOf(library.restore(b))).code).toBe('profile-unreadable');
  });

  it('is gone for good after the end', async () => {
    const { library, folder } = await openLibrary();
    const [a] = await saveThree(library);
    await library.remove(a);
    const again = await openLibrary({ folder });
    expect((await failureOf(again.library.restore(a))).code).toBe('profile-unreadable');
    expect(names(again.library)).toEqual(['b', 'c']);
  });
});

describe('a copy', () => {
  it('lies behind the original with all its secrets, under a name of its own', async () => {
    const { library } = await openLibrary();
    const [a] = await saveThree(library);
    await library.keepSecret(a, { kind: 'password', secret: 'drawn-secret-4' });
    await library.used(a, 9);
    const copy = await library.duplicate(a);
    expect(copy).toMatchObject({ name: 'a copy', lastUsedAtMs: undefined, hasPassword: true });
    await library.duplicate(copy.id);
    await library.duplicate(a);
    expect(names(library)).toEqual(['a', 'a copy 3', 'a copy', 'a copy 2', 'b', 'c']);
    await library.remove(a);
    expect(await keptSecretOf(library, copy.id, { kind: 'password' })).toBe('drawn-secret-4');
    expect(await library.reveal(copy.id)).toEqual(await library.reveal((await library.restore(a)).id));
  });

  it('of a long name has a name that can be saved', async () => {
    const { library } = await openLibrary();
    for (const name of ['x'.repeat(100), `${'x'.repeat(94)}🔑 yyy`, `${'x'.repeat(94)} yyyyy`]) {
      const { id } = await library.save(makeDraft({ name }));
      const copy = await library.duplicate(id);
      const renamed = makeDraft({ id: copy.id, name: copy.name });
      expect((await library.save(renamed)).name).toMatch(/^x+ copy( 2)?$/);
    }
  });
});

describe('login secrets', () => {
  it('are kept by their place, replaced, and forgotten', async () => {
    const { library, folder } = await openLibrary();
    const { id } = await library.save(makeDraft());
    const places = [
      { kind: 'password' },
      { kind: 'passphrase', path: '/a' },
      { kind: 'passphrase', path: '__proto__' },
    ] as const;
    for (const [index, place] of places.entries()) {
      mustNotLeak({ text: `kept-secret-${index}` });
      await library.keepSecret(id, { ...place, secret: 'an older one' });
      await library.keepSecret(id, { ...place, secret: `kept-secret-${index}` });
    }
    const again = (await openLibrary({ folder })).library;
    for (const [index, place] of places.entries()) {
      expect(await keptSecretOf(again, id, place)).toBe(`kept-secret-${index}`);
    }
    expect(again.list()[0]).toMatchObject({ hasPassword: true, passphrasesKept: ['/a', '__proto__'] });
    expect(await keptSecretOf(again, id, { kind: 'passphrase', path: '/b' })).toBeUndefined();
    await again.forgetSecrets(id);
    for (const place of places) expect(await keptSecretOf(again, id, place)).toBeUndefined();
    expect(again.list()[0]).toMatchObject({ hasPassword: false, passphrasesKept: [] });
    expect(await again.reveal(id)).toEqual(await library.reveal(id));
  });
});
