import { describe, expect, it } from 'vitest';
import { lostSecrets, lostSecretsWords } from '../../../../renderer/profiles/lost-secrets.ts';
import { formOf, type ProfileForm } from '../../../../renderer/profiles/profile-form.ts';
import { profileView } from '../../../support/profile-view.ts';

const profile = profileView({
  host: 'web.example',
  user: undefined,
  auth: [{ kind: 'password' }, { kind: 'key', path: '/key' }],
  hasPassword: true,
  passphrasesKept: ['/key'],
});
const form = formOf(profile);
const wordsOf = (change: Partial<ProfileForm>) =>
  lostSecretsWords(lostSecrets({ ...form, ...change }, profile, 'anna'));

describe('saving a changed profile', () => {
  it.each([{ host: 'other.example' }, { port: '2222' }, { user: 'bob' }, { host: '' }, { port: 'x' }])(
    'removes what is kept for the account that it named: %j',
    (change) => {
      expect(wordsOf(change)).toBe(
        'Saving removes the kept password and the passphrase of /key: they are for anna@web.example:22.',
      );
    },
  );

  it.each([{}, { host: ' WEB.example' }, { port: '22' }, { user: 'anna' }, { name: 'other' }])(
    'removes nothing where the account is the same: %j',
    (change) => expect(wordsOf(change)).toBeUndefined(),
  );

  it('removes the passphrase of a key that is not named any more', () => {
    expect(wordsOf({ ways: form.ways.slice(0, 1) })).toBe(
      'Saving removes the kept passphrase of /key: no way to log in names that key.',
    );
    expect(wordsOf({ ways: [{ key: 7, kind: 'key', text: ' /key ' }] })).toBeUndefined();
  });

  it('removes nothing where nothing is kept, or nothing is there yet', () => {
    expect(lostSecretsWords(lostSecrets({ ...form, host: 'x' }, undefined, 'anna'))).toBeUndefined();
    const bare = { ...profile, hasPassword: false, passphrasesKept: [] };
    expect(lostSecretsWords(lostSecrets({ ...form, host: 'x' }, bare, 'anna'))).toBeUndefined();
  });
});
