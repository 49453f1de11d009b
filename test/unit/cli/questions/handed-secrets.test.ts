import { describe, expect, it } from 'vitest';
import { createHandedSecrets, plainKindOf } from '../../../../electron/cli/questions/handed-secrets.ts';
import type { Account } from '../../../../electron/shared/account.ts';
import type { SecretQuestion } from '../../../../electron/shared/question.ts';
import { failureOf } from '../../../support/failure-of.ts';

const web: Account = { user: 'anna', host: 'web.example', port: 22 };
const bastion: Account = { user: 'anna', host: 'bastion.example', port: 22 };

/** Lines that end, and count how many were read. */
function handed(
  lines: readonly (string | object)[],
  { accounts = [web], plainKind = undefined as 'password' | 'key' | 'keyboard-interactive' | undefined } = {},
) {
  let read = 0;
  const nextLine = () => {
    const line = lines[read];
    read += 1;
    return Promise.resolve(typeof line === 'object' ? JSON.stringify(line) : line);
  };
  return { ...createHandedSecrets({ nextLine, accounts, plainKind }), read: () => read };
}

const about = (account: Account) => ({ user: account.user, host: account.host });
const password = (account = web): SecretQuestion => ({ kind: 'password', ...about(account), attempt: 1 });
const passphrase: SecretQuestion = { kind: 'passphrase', path: '/key', attempt: 1 };
const prompt = (text: string, round = 1): SecretQuestion => ({
  ...{ kind: 'interactive', ...about(web), title: '', instructions: '', prompt: text, echo: false, of: 1, round },
});

describe('an answer in an object', () => {
  it('is for the question of its kind alone, in any order, and once', async () => {
    const secrets = handed([
      { kind: 'keyboard-interactive', value: 'code' },
      { kind: 'key', value: 'phrase' },
      { kind: 'password', value: 'word' },
      { kind: 'password', value: 'second word' },
    ]);
    expect(await secrets.take(password(), web)).toBe('word');
    expect(await secrets.take(passphrase, web)).toBe('phrase');
    expect(await secrets.take(passphrase, web)).toBeUndefined();
    expect(await secrets.take(prompt('Code: '), web)).toBe('code');
    expect(await secrets.take(prompt('Code: '), web)).toBeUndefined();
    expect(await secrets.take(password(), web)).toBe('second word');
    expect(await secrets.take(password(), web)).toBeUndefined();
  });

  it('as a password answers a prompt for it, and no other; what is for prompts answers where there is none', async () => {
    const secrets = handed([
      { kind: 'keyboard-interactive', value: 'first' },
      { kind: 'keyboard-interactive', value: 'second' },
      { kind: 'password', value: 'word' },
    ]);
    expect(await secrets.take(prompt('Password: '), web)).toBe('word');
    expect(await secrets.take(prompt('Code: ', 2), web)).toBe('first');
    expect(await secrets.take(prompt('Password: '), web)).toBe('second');
    const alone = handed([{ kind: 'password', value: 'word' }]);
    expect(await alone.take(prompt('Verification code: '), web)).toBeUndefined();
    expect(await alone.take(prompt('(root@other) Password: '), web)).toBeUndefined();
    expect(await alone.take(passphrase, web)).toBeUndefined();
  });

  it('is for its host and user alone, whichever asks first, and how often', async () => {
    const accounts = [bastion, web];
    const secrets = handed([{ kind: 'password', host: 'WEB.example', value: 'inner' }], { accounts });
    for (let asked = 0; asked < 3; asked += 1) expect(await secrets.take(password(bastion), bastion)).toBeUndefined();
    expect(await secrets.take(password(), { ...web, user: 'root' })).toBe('inner');
    const forRoot = handed([{ kind: 'password', host: 'web.example', user: 'root', value: 'x' }], { accounts });
    expect(await forRoot.take(password(), web)).toBeUndefined();
  });

  it('must say for which of two hosts it is', async () => {
    const inner = { ...web, host: bastion.host, port: 2222 };
    const unclear = [
      [[bastion, web], { kind: 'password', value: 'hushed' }, 'must name its host'],
      [[bastion, inner], { kind: 'password', host: bastion.host, value: 'hushed' }, 'must name its user or port'],
    ] as const;
    for (const [accounts, line, why] of unclear) {
      const failure = await failureOf(handed([line], { accounts: [...accounts] }).take(password(bastion), bastion));
      expect([failure.code, failure.message]).toEqual(['usage', expect.stringContaining(why)]);
      expect(failure.message).not.toContain('hushed');
    }
    const clear = handed([{ kind: 'password', host: bastion.host, port: 2222, value: 'inner' }], {
      accounts: [bastion, inner],
    });
    expect(await clear.take(password(bastion), bastion)).toBeUndefined();
    expect(await clear.take(password(inner), inner)).toBe('inner');
  });

  it('is read no further than it has to be: the writer may stay', async () => {
    const secrets = handed([{ kind: 'password', value: 'a' }, 'never read']);
    expect(await secrets.take(password(), web)).toBe('a');
    expect(secrets.read()).toBe(1);
  });
});

describe('a bare line', () => {
  it.each([
    ['password', password(), passphrase],
    ['key', passphrase, password()],
    ['keyboard-interactive', prompt('Password: '), password()],
    ['keyboard-interactive', prompt('Code: '), passphrase],
    ['password', prompt('Password: '), prompt('Code: ')],
  ] as const)('is bound to the one way that there is: %s', async (plainKind, own, other) => {
    expect(await handed(['bare'], { plainKind }).take(own, web)).toBe('bare');
    expect(await handed(['bare'], { plainKind }).take(other, web)).toBeUndefined();
  });

  it.each([
    ['bare', undefined],
    ['{"kind":"password","value":"hushed"', 'password'],
    ['{"kind":"password","value":1}', 'password'],
    ['{"kind":"pasword","value":"hushed"}', 'password'],
    ['{"kind":"password","value":"hushed","hots":"a"}', 'password'],
  ] as const)('or one that is broken is told by its number, and not quoted: %s', async (line, plainKind) => {
    const failure = await failureOf(handed([line], { plainKind }).take(password(), web));
    expect(failure.code).toBe('usage');
    expect(failure.message).toContain('line 1');
    expect(failure.message).not.toContain('hushed');
    expect(failure.message).not.toContain('hots');
  });

  it('is possible where a profile names exactly one way that asks', () => {
    expect(plainKindOf({ auth: { kind: 'password' } })).toBe('password');
    expect(plainKindOf({ auth: [{ kind: 'key', path: 'x' }] })).toBe('key');
    expect(plainKindOf({ auth: { kind: 'keyboard-interactive' } })).toBe('keyboard-interactive');
    expect(plainKindOf({ auth: { kind: 'agent' } })).toBeUndefined();
    expect(plainKindOf({ auth: [{ kind: 'password' }, { kind: 'keyboard-interactive' }] })).toBeUndefined();
    expect(plainKindOf({})).toBeUndefined();
  });
});
