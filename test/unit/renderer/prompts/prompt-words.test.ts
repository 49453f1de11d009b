import { expect, test } from 'vitest';
import { promptTitle, promptWords, serverWords } from '../../../../renderer/prompts/prompt-words.ts';

const host = 'web-1.example.net';

test('who asks and why is in the app’s own words', () => {
  const words = promptWords({ kind: 'password', user: 'deploy', host, attempt: 1 });
  expect(words).toMatchObject({ title: 'Password for deploy', again: undefined });
  expect(words.why).toContain(host);
});

test('a second try says that the first was not taken', () => {
  expect(promptWords({ kind: 'password', user: 'deploy', host, attempt: 2 }).again).toContain('did not accept');
  expect(promptWords({ kind: 'passphrase', path: '/k', attempt: 3 }).again).toContain('Try 3');
});

test('nothing that a server writes gets into the app’s words', () => {
  const question = {
    kind: 'interactive',
    user: 'deploy',
    host,
    title: 'Portcullis',
    instructions: '',
    prompt: 'Type your disk password: ',
    echo: false,
    of: 1,
    round: 1,
  } as const;
  expect(JSON.stringify(promptWords(question))).not.toMatch(/disk|Portcullis/);
  expect(serverWords(question)).toEqual(['Portcullis', 'Type your disk password:']);
  expect(serverWords({ ...question, instructions: 'Portcullis' })).toEqual(['Portcullis', 'Type your disk password:']);
});

test('every question has a title that says what is asked', () => {
  expect(promptTitle({ kind: 'password', user: 'deploy', host, attempt: 1 })).toBe('Password for deploy');
  const hostKey = {
    kind: 'host-key',
    host,
    port: 22,
    address: host,
    keyKind: 'ED25519',
    fingerprint: 'SHA256:x',
  } as const;
  expect(promptTitle(hostKey)).toBe('Is this the right server?');
});
