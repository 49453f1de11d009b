import type { AuthContext } from 'ssh2';
import { describe, expect, it } from 'vitest';
import type { ProfileView } from '../../../electron/shared/views/profile-view.ts';
import { keptSecretOf } from '../../support/kept-secret-of.ts';
import { mustNotLeak } from '../../support/leftovers.ts';
import { makeDraft } from '../../support/made-profile.ts';
import { startWatchedGate } from '../practice/visitor.ts';
import { startSshServer } from '../session/ssh-server.ts';
import { type OpenedHouse, openHouse, saveProfileOf, size } from './opened-house.ts';

const secret = 'Tr0ub4dor&3-horse';
mustNotLeak({ text: secret });

/** A server that is not behind a gate: what is asked does not depend on one. */
async function saveOpenServer(opened: OpenedHouse, onLogin: (context: AuthContext) => void): Promise<ProfileView> {
  const server = await startSshServer({
    onLogin,
    onSession: (session) =>
      session.on('pty', (accept) => accept?.()).on('shell', (accept) => accept().write('welcome\r\n')),
  });
  const auth = [{ kind: 'password' } as const, { kind: 'keyboard-interactive' } as const];
  return opened.profiles.save(makeDraft({ host: '127.0.0.1', port: server.port, user: 'guest', auth }));
}

const takes =
  (method: 'password' | 'keyboard-interactive', right: string, prompts = [{ prompt: 'Password: ', echo: false }]) =>
  (context: AuthContext) => {
    if (context.method !== method) return context.reject([method]);
    if (context.method === 'password') {
      if (context.password === right) context.accept();
      else context.reject([method]);
    }
    if (context.method === 'keyboard-interactive') {
      context.prompt(prompts, (answers: unknown) => {
        if ((answers as string[])[0] === right) context.accept();
        else context.reject([method]);
      });
    }
  };

async function acceptKey({ asked, house }: OpenedHouse): Promise<void> {
  await house.answerPrompt((await asked('host-key')).id, true, false);
}

describe('a first login', () => {
  it('asks for the host key, and for the password until it is right, without knocking again', async () => {
    const opened = await openHouse();
    const { house, asked, reached, session } = opened;
    const { gate } = await startWatchedGate();
    const { id: profileId } = await saveProfileOf(opened, gate);
    const { id } = house.startSession(profileId, size);
    const hostKey = await asked('host-key');
    expect(hostKey).toMatchObject({
      sessionId: id,
      canRemember: false,
      question: { fingerprint: gate.hostKey.fingerprint },
    });
    await house.answerPrompt(hostKey.id, true, false);
    const first = await asked('password');
    expect(first).toMatchObject({ question: { attempt: 1 }, canRemember: true });
    await house.answerPrompt(first.id, 'wrong', true);
    const second = await asked('password');
    expect(second.question).toMatchObject({ attempt: 2 });
    await house.answerPrompt(first.id, 'late answer to the first', false);
    await house.answerPrompt(second.id, gate.password, false);
    await reached(id, 'live');
    expect(session(id).timeline.filter(({ event }) => event === 'asking')).toMatchObject([
      { what: 'host-key' },
      { what: 'password' },
      { what: 'password' },
    ]);
    expect(session(id).timeline.filter(({ event }) => event === 'sent')).toHaveLength(3);
    expect(await keptSecretOf(opened.profiles, profileId, { kind: 'password' })).toBeUndefined();
  });

  it('whose host key is not accepted ends, and the gate is shut', async () => {
    const opened = await openHouse();
    const { house, asked, reached } = opened;
    const { gate } = await startWatchedGate();
    const { id: profileId } = await saveProfileOf(opened, gate);
    const { id } = house.startSession(profileId, size);
    await house.answerPrompt((await asked('host-key')).id, false, false);
    const ended = await reached(id, 'ended');
    expect(ended).toMatchObject({ end: { failure: { code: 'host-key-unknown' } }, ending: { kind: 'shut' } });
    expect(gate.isOpen()).toBe(false);
  });

  it('that the person gives up is cancelled', async () => {
    const opened = await openHouse();
    const { house, asked, reached } = opened;
    const { id: profileId } = await saveOpenServer(opened, takes('password', secret));
    const { id } = house.startSession(profileId, size);
    await acceptKey(opened);
    await house.answerPrompt((await asked('password')).id, undefined, false);
    expect(await reached(id, 'ended')).toMatchObject({ end: { kind: 'cancelled' } });
    expect(house.prompts()).toEqual([]);
  });

  it.each(['host-key', 'password'] as const)('whose server hangs up takes its question back: %s', async (kind) => {
    const opened = await openHouse();
    const { house, asked, reached } = opened;
    const server = await startSshServer({ onLogin: (context) => context.reject(['password']) });
    const { id: profileId } = await opened.profiles.save(
      makeDraft({ host: '127.0.0.1', port: server.port, user: 'guest', auth: { kind: 'password' } }),
    );
    const { id } = house.startSession(profileId, size);
    if (kind === 'password') await acceptKey(opened);
    await asked(kind);
    for (const socket of server.sockets) socket.destroy();
    expect(await reached(id, 'ended')).toMatchObject({ end: { failure: { code: 'login-refused' } } });
    expect(house.prompts()).toEqual([]);
  });
});

describe('a password', () => {
  it('is remembered only after the login has succeeded with it, and then answers by itself, once', async () => {
    const opened = await openHouse();
    const { house, asked, reached, profiles, session } = opened;
    let right = secret;
    const { id: profileId } = await saveOpenServer(opened, (context) => takes('password', right)(context));
    const first = house.startSession(profileId, size);
    await acceptKey(opened);
    await house.answerPrompt((await asked('password')).id, 'wrong', true);
    const again = await asked('password');
    expect(await keptSecretOf(profiles, profileId, { kind: 'password' })).toBeUndefined();
    await house.answerPrompt(again.id, secret, true);
    await reached(first.id, 'live');
    await opened.until(() => profiles.list()[0]?.hasPassword);
    expect(await keptSecretOf(profiles, profileId, { kind: 'password' })).toBe(secret);
    house.endSession(first.id);

    const second = house.startSession(profileId, size);
    await reached(second.id, 'live');
    expect(session(second.id).timeline.some(({ event }) => event === 'asking')).toBe(false);
    house.endSession(second.id);

    right = 'changed meanwhile';
    house.startSession(profileId, size);
    expect(await asked('password')).toMatchObject({ question: { attempt: 2 } });
    for (const text of [
      JSON.stringify(opened.events),
      JSON.stringify(house.sessions()),
      JSON.stringify(house.gates()),
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('that was wrong is not kept because another way let the person in', async () => {
    const opened = await openHouse();
    const { house, asked, reached, profiles } = opened;
    const { id: profileId } = await saveOpenServer(opened, (context) => {
      if (context.method === 'none') return context.reject(['password']);
      if (context.method === 'password') return context.reject(['keyboard-interactive']);
      takes('keyboard-interactive', 'right')(context);
    });
    const { id } = house.startSession(profileId, size);
    await acceptKey(opened);
    await house.answerPrompt((await asked('password')).id, secret, true);
    await house.answerPrompt((await asked('interactive')).id, 'right', true);
    await reached(id, 'live');
    expect(await keptSecretOf(profiles, profileId, { kind: 'password' })).toBeUndefined();
  });

  it('cannot be remembered where nothing may be kept', async () => {
    const opened = await openHouse({ choice: 'memory' });
    const { house, asked, reached, profiles } = opened;
    const { id: profileId } = await saveOpenServer(opened, takes('password', secret));
    const { id } = house.startSession(profileId, size);
    await acceptKey(opened);
    const prompt = await asked('password');
    expect(prompt.canRemember).toBe(false);
    await house.answerPrompt(prompt.id, secret, true);
    await reached(id, 'live');
    expect(await keptSecretOf(profiles, profileId, { kind: 'password' })).toBeUndefined();
  });

  it('that is kept answers a single hidden prompt', async () => {
    const opened = await openHouse();
    const { house, reached, profiles } = opened;
    const { id: profileId } = await saveOpenServer(opened, takes('keyboard-interactive', secret));
    await profiles.keepSecret(profileId, { kind: 'password', secret });
    const { id } = house.startSession(profileId, size);
    await acceptKey(opened);
    await reached(id, 'live');
  });

  it.each([
    ['shown', [{ prompt: 'Code: ', echo: true }]],
    [
      'one of two',
      [
        { prompt: 'Password: ', echo: false },
        { prompt: 'Code: ', echo: false },
      ],
    ],
  ])('that is kept does not answer a prompt that is %s', async (_, prompts) => {
    const opened = await openHouse();
    const { house, asked, profiles } = opened;
    const { id: profileId } = await saveOpenServer(opened, takes('keyboard-interactive', secret, prompts));
    await profiles.keepSecret(profileId, { kind: 'password', secret });
    house.startSession(profileId, size);
    await acceptKey(opened);
    expect(await asked('interactive')).toMatchObject({ question: { prompt: prompts[0]?.prompt }, canRemember: false });
  });
});
