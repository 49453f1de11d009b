import { describe, expect, it } from 'vitest';
import { createLoginQuestions } from '../../../../../electron/core/gatehouse/prompts/login-questions.ts';
import { createPromptDesk } from '../../../../../electron/core/gatehouse/prompts/prompt-desk.ts';
import type { SecretPlace } from '../../../../../electron/core/profiles/bound-secret.ts';

const password = (attempt: number) => ({ kind: 'password', user: 'ada', host: 'gate.example', attempt }) as const;
const passphrase = (path: string, attempt: number) => ({ kind: 'passphrase', path, attempt }) as const;
const hidden = (of = 1) =>
  ({
    kind: 'interactive',
    user: 'ada',
    host: 'gate.example',
    title: '',
    instructions: '',
    prompt: 'Password: ',
    echo: false,
    of,
    round: 1,
  }) as const;

function startLogin(
  kept: Readonly<Record<string, string>> = {},
  answers: readonly string[] = [],
  whyGone: string | undefined = undefined,
) {
  const keptNow: [SecretPlace, string][] = [];
  const asked: string[] = [];
  const cancel = new AbortController();
  const left = [...answers];
  const desk = createPromptDesk((prompts) => {
    const [prompt] = prompts;
    if (prompt === undefined) return;
    const answer = left.shift();
    if (answer !== undefined) queueMicrotask(() => desk.answer(prompt.id, { answer, remember: true }));
  });
  const login = createLoginQuestions({
    desk,
    sessionId: 'session',
    mayKeep: () => true,
    signal: cancel.signal,
    onAsking: (what) => void asked.push(what),
    secrets: {
      kept: (place) => Promise.resolve(kept[place.kind === 'password' ? 'password' : place.path]),
      whyGone: () => whyGone,
      keep: (place, secret) => {
        keptNow.push([
          place.kind === 'password' ? { kind: 'password' } : { kind: 'passphrase', path: place.path },
          secret,
        ]);
        return Promise.resolve();
      },
    },
  });
  return { ...login, desk, cancel, asked, keptNow };
}

describe('a kept secret', () => {
  it('answers the first question about it, and no other', async () => {
    const { questions, asked } = startLogin({ password: 'kept', '/id': 'kept phrase' }, [
      'typed',
      'typed too',
      'third',
    ]);
    expect(await questions.secret(password(1))).toBe('kept');
    expect(await questions.secret(password(2))).toBe('typed');
    expect(await questions.secret(hidden())).toBe('typed too');
    expect(await questions.secret(passphrase('/id', 1))).toBe('kept phrase');
    expect(await questions.secret(passphrase('/id', 2))).toBe('third');
    expect(asked).toEqual(['password', 'interactive', 'passphrase']);
  });

  it.each([
    ['a shown prompt', { ...hidden(), echo: true }],
    ['one of several', hidden(2)],
    ['another key', passphrase('/other', 1)],
    ['a prompt for something else', { ...hidden(), prompt: 'Verification code: ' }],
    ['a later round', { ...hidden(), round: 2 }],
  ])('does not answer %s', async (_, question) => {
    const { questions } = startLogin({ password: 'kept', '/id': 'kept' }, ['typed']);
    expect(await questions.secret(question)).toBe('typed');
  });
});

it('a question whose kept answer was removed says so, once', async () => {
  const { questions, desk, cancel } = startLogin({}, [], 'It was for another server.');
  const reasons: unknown[] = [];
  for (const attempt of [1, 2]) {
    void questions.secret(password(attempt));
    await new Promise((resolve) => setImmediate(resolve));
    const [prompt] = desk.views();
    reasons.push(prompt?.whyAsked);
    desk.answer(prompt?.id ?? '', { answer: 'typed', remember: false });
  }
  expect(reasons).toEqual(['It was for another server.', undefined]);
  cancel.abort();
});

describe('what is to be remembered', () => {
  it('is kept after the login has succeeded, each for itself', async () => {
    const { questions, over, keptNow } = startLogin({}, ['phrase', 'secret']);
    await questions.secret(passphrase('/id', 1));
    await questions.secret(password(1));
    expect(keptNow).toEqual([]);
    await over(true);
    await over(false);
    expect(keptNow).toEqual([
      [{ kind: 'passphrase', path: '/id' }, 'phrase'],
      [{ kind: 'password' }, 'secret'],
    ]);
  });

  it('is not kept when the login fails, nor when its way was refused', async () => {
    const failed = startLogin({}, ['secret']);
    await failed.questions.secret(password(1));
    await failed.over(false);
    expect(failed.keptNow).toEqual([]);
    const refused = startLogin({}, ['phrase', 'other phrase', 'secret']);
    await refused.questions.secret(passphrase('/id', 3));
    refused.refused({ kind: 'key', path: '/id' });
    await refused.questions.secret(passphrase('/other', 1));
    await refused.questions.secret(password(1));
    refused.refused({ kind: 'password' });
    await refused.over(true);
    expect(refused.keptNow).toEqual([[{ kind: 'passphrase', path: '/other' }, 'other phrase']]);
  });
});

describe('a question under way', () => {
  it('is withdrawn when the session is cancelled, or the login is over', async () => {
    const cancelled = startLogin();
    const first = cancelled.questions.secret(password(1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(cancelled.desk.views()).toHaveLength(1);
    cancelled.cancel.abort();
    expect(await first).toBeUndefined();
    const lost = startLogin();
    const second = lost.questions.acceptHostKey({
      host: 'h',
      port: 22,
      address: '::1',
      keyKind: 'RSA',
      fingerprint: 'F',
    });
    await lost.over(false);
    expect(await second).toBe(false);
    expect(lost.desk.views()).toEqual([]);
  });
});
