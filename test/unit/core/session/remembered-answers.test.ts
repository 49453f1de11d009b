import { expect, it } from 'vitest';
import { rememberAnswers } from '../../../../electron/core/session/remembered-answers.ts';
import type { SecretQuestion } from '../../../../electron/shared/question.ts';

const password = { kind: 'password', user: 'u', host: 'h', attempt: 1 } as const;

it('what was answered is answered once more, and nothing else', async () => {
  const answers = ['wrong', 'right', 'phrase'];
  const { asking, repeating } = rememberAnswers({
    secret: () => Promise.resolve(answers.shift()),
    acceptHostKey: () => Promise.resolve(true),
  });
  const passphrase: SecretQuestion = { kind: 'passphrase', path: '/key', attempt: 1 };
  await asking.secret(password);
  await asking.secret({ ...password, attempt: 2 });
  await asking.secret(passphrase);
  expect(await repeating.secret(password)).toBe('right');
  expect(await repeating.secret({ ...password, attempt: 2 })).toBeUndefined();
  expect(await repeating.secret(passphrase)).toBe('phrase');
  expect(await repeating.secret({ ...passphrase, path: '/other' })).toBeUndefined();
  expect(answers).toEqual([]);
});

const prompt = {
  kind: 'interactive',
  user: 'u',
  host: 'h',
  title: '',
  instructions: '',
  prompt: 'Password: ',
  echo: false,
  of: 1,
  round: 1,
} as const;

it.each([
  ['a password', password, { ...password, user: 'other' }],
  ['a password', password, { ...password, host: 'other' }],
  ['a password', password, prompt],
  ['an answer', prompt, { ...prompt, user: 'other' }],
  ['an answer', prompt, { ...prompt, host: 'other' }],
  ['an answer', prompt, { ...prompt, round: 2 }],
  ['an answer', prompt, { ...prompt, prompt: 'Verification code: ' }],
  ['an answer', prompt, password],
  ['a code', { ...prompt, prompt: 'Verification code: ' }, { ...prompt, prompt: 'Verification code: ' }],
  ['what was shown', { ...prompt, echo: true }, { ...prompt, echo: true }],
] satisfies [string, SecretQuestion, SecretQuestion][])(
  '%s is not repeated for another account, nor where something else is asked',
  async (_, asked, later) => {
    const { asking, repeating } = rememberAnswers({
      secret: () => Promise.resolve('answer'),
      acceptHostKey: () => Promise.resolve(true),
    });
    expect(await asking.secret(asked)).toBe('answer');
    expect(await repeating.secret(later)).toBeUndefined();
  },
);

it('a password that a prompt asked for is repeated where the same one asks again', async () => {
  const { asking, repeating } = rememberAnswers({
    secret: () => Promise.resolve('answer'),
    acceptHostKey: () => Promise.resolve(true),
  });
  await asking.secret(prompt);
  expect(await repeating.secret(prompt)).toBe('answer');
});
