import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../electron/shared/contract/client.ts';
import {
  type CallName,
  contract,
  type EventMessage,
  type Handlers,
} from '../../../../electron/shared/contract/contract.ts';
import { createDispatcher } from '../../../../electron/shared/contract/dispatch.ts';
import { openReply, replyOf } from '../../../../electron/shared/contract/reply.ts';
import { Failure } from '../../../../electron/shared/failure.ts';
import { failureOf } from '../../../support/failure-of.ts';

/** Every call is noted; each gives what `answer` gives. */
function dispatcher(answer: (argument: unknown) => unknown = () => 'done') {
  const calls: [string, unknown][] = [];
  const bugs: unknown[] = [];
  const names = Object.keys(contract) as CallName[];
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (argument: unknown) => {
        calls.push([name, argument]);
        return answer(argument);
      },
    ]),
  ) as unknown as Handlers;
  return { dispatch: createDispatcher(handlers, (...bug) => bugs.push(bug)), calls, bugs };
}

const secret = 'hunter2-33501';

describe('the dispatcher', () => {
  it.each([
    ['snapshot', undefined],
    ['profiles.remove', { id: 'a' }],
    ['profiles.keepSecret', { kind: 'password', id: 'a', secret }],
    ['profiles.import', { id: 'a', chosen: [0, 3] }],
    ['sessions.start', { profileId: 'practice', columns: 80, rows: 24 }],
    ['sessions.input', { id: 'a', bytes: Uint8Array.of(1) }],
    ['prompts.answer', { id: 'a', remember: false }],
    ['prompts.answer', { id: 'a', answer: true, remember: false }],
    ['encryption.choose', { choice: 'keep' }],
    ['links.open', { url: 'https://example.com/' }],
    ['profiles.save', { name: 'a', host: 'b', isFavourite: false, knock: { sequences: { open: '1' } } }],
  ])('lets through %s with what it takes', async (name, argument) => {
    const { dispatch, calls, bugs } = dispatcher();
    expect(await dispatch(name, argument)).toEqual({ ok: true, value: 'done' });
    expect(calls).toEqual([[name, argument]]);
    expect(bugs).toEqual([]);
  });

  it('changes one setting by one setting', async () => {
    const { dispatch, calls } = dispatcher();
    await dispatch('settings.change', { theme: 'dark' });
    expect(calls).toEqual([['settings.change', { theme: 'dark' }]]);
  });

  it.each([
    'nonsense',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    undefined,
    null,
    7,
    Symbol('snapshot'),
    ['snapshot'],
    { toString: () => 'snapshot' },
  ])('knows no call %s', async (name) => {
    const { dispatch, calls, bugs } = dispatcher();
    expect(await dispatch(name, undefined)).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(calls).toEqual([]);
    expect(bugs).toEqual([]);
  });

  class Hunter2 {}
  Object.defineProperty(Hunter2, 'name', { value: secret });
  it.each([
    ['snapshot', secret],
    ['snapshot', null],
    ['profiles.remove', secret],
    ['profiles.remove', undefined],
    ['profiles.remove', []],
    ['profiles.remove', new Hunter2()],
    ['profiles.remove', { id: new Hunter2() }],
    ['profiles.remove', { id: '' }],
    ['profiles.remove', { id: secret.repeat(20) }],
    ['profiles.remove', { id: [secret] }],
    ['profiles.remove', { id: 'a', [secret]: 1 }],
    ['profiles.remove', JSON.parse(`{"id": "a", "__proto__": {"x": "${secret}"}}`)],
    ['profiles.keepSecret', { kind: secret, id: 'a', secret }],
    ['profiles.keepSecret', { kind: 'password', id: 'a', secret: secret.repeat(1000) }],
    ['profiles.keepSecret', { kind: 'password', id: 'a', secret, path: secret }],
    ['profiles.keepSecret', { kind: 'passphrase', id: 'a', secret }],
    [
      'profiles.save',
      { name: secret, host: `${secret} ${secret}`, isFavourite: 0, knock: { sequences: { open: secret } } },
    ],
    ['profiles.save', { name: 'a', host: 'b', isFavourite: true, knock: { [secret]: '1', delayMs: secret } }],
    [
      'profiles.save',
      { name: 'a', host: 'b', isFavourite: true, auth: [{ kind: 'key', path: secret, [secret]: 1 }], knock: {} },
    ],
    ['profiles.save', { name: 'a', host: 'b', isFavourite: true, auth: [{ kind: secret }], knock: {} }],
    ['profiles.import', { id: 'a', chosen: [secret] }],
    ['profiles.import', { id: 'a', chosen: [-33_501] }],
    ['sessions.start', { profileId: 'a', columns: 33_501, rows: 24 }],
    ['sessions.start', { profileId: 'a', columns: 80.335_01, rows: Number.NaN }],
    ['sessions.input', { id: 'a', bytes: secret }],
    ['sessions.input', { id: 'a', bytes: [...Buffer.from(secret)] }],
    ['prompts.answer', { id: 'a', answer: { toString: () => secret }, remember: true }],
    ['prompts.answer', { id: 'a', answer: secret.repeat(1000), remember: true }],
    ['prompts.answer', { id: 'a', answer: secret, remember: secret }],
    ['settings.change', { theme: secret }],
    ['settings.change', { [secret]: true }],
    ['notices.act', { id: 'a', action: secret }],
    ['encryption.choose', { choice: 'undecided' }],
    ['links.open', { url: `javascript:${secret}` }],
    ['links.open', { url: `file:///${secret}` }],
    ['links.open', { url: secret }],
  ])('refuses %s with another argument, and quotes none of it (%#)', async (name, argument) => {
    const { dispatch, calls, bugs } = dispatcher();
    const reply = await dispatch(name, argument);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toMatch(/hunter2|33501|335/i);
    expect(calls).toEqual([]);
    expect(bugs).toEqual([]);
  });

  it('refuses what answers differently each time it is asked by reading it once', async () => {
    const { dispatch, calls } = dispatcher();
    let asked = 0;
    const argument = {
      get id() {
        asked += 1;
        return asked === 1 ? 'a' : secret;
      },
    };
    await dispatch('profiles.remove', argument);
    expect(calls.map(([, given]) => given)).toEqual(asked === 1 ? [{ id: 'a' }] : []);
  });
});

describe('a reply', () => {
  it('carries a failure whole', async () => {
    const failure = new Failure('secrets-unusable', 'It is locked.', {
      remedy: 'Unlock it.',
      cause: new Error(secret),
    });
    const { dispatch, bugs } = dispatcher(() => Promise.reject(failure));
    const reply = await dispatch('snapshot', undefined);
    expect(reply).toEqual({
      ok: false,
      error: { code: 'secrets-unusable', message: 'It is locked.', remedy: 'Unlock it.' },
    });
    expect(bugs).toEqual([]);
    const opened = await failureOf(() => openReply(structuredClone(reply)));
    expect(opened).toMatchObject({ code: 'secrets-unusable', message: 'It is locked.', remedy: 'Unlock it.' });
  });

  it.each([new TypeError(secret), secret, undefined])(
    'says nothing of a bug (%s) but to its own side',
    async (thrown) => {
      const { dispatch, bugs } = dispatcher(() => {
        throw thrown;
      });
      const reply = await dispatch('snapshot', undefined);
      expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
      expect(JSON.stringify(reply)).not.toContain(secret);
      expect(bugs).toEqual([['snapshot', thrown]]);
    },
  );

  it('is the value where all is well, also none', async () => {
    const reply = await replyOf(
      () => undefined,
      () => expect.fail('a bug'),
    );
    expect(openReply(reply)).toBeUndefined();
  });
});

describe('the client', () => {
  function connected() {
    const { dispatch, calls } = dispatcher((argument) => argument);
    const listeners = new Set<(message: EventMessage) => void>();
    const client = createClient({
      call: dispatch,
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    return {
      client,
      calls,
      listeners,
      tell(message: EventMessage) {
        for (const listen of listeners) listen(message);
      },
    };
  }

  it('calls with one argument or none, and throws the failure of the other side', async () => {
    const { client, calls } = connected();
    await client.call('snapshot');
    await client.call('settings.change', { theme: 'dark' });
    expect(calls).toEqual([
      ['snapshot', undefined],
      ['settings.change', { theme: 'dark' }],
    ]);
    expect((await failureOf(client.call('gates.open', { id: '' }))).code).toBe('internal');
  });

  it('hears the events that it asked for, until it stops', () => {
    const { client, listeners, tell } = connected();
    const heard: unknown[] = [];
    const stop = client.on('session-gone', (payload) => heard.push(payload));
    tell(['profiles', []]);
    tell(['session-gone', { id: 'a' }]);
    stop();
    tell(['session-gone', { id: 'b' }]);
    expect(heard).toEqual([{ id: 'a' }]);
    expect(listeners.size).toBe(0);
  });
});
