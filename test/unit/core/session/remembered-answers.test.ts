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
