import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openGatedSession } from '../../../electron/core/session/gated-session.ts';
import { knownHostsOf } from '../../../electron/core/ssh/known-hosts-of.ts';
import { drawSteps } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { type KeptGate, startKeptGate } from '../gate/kept-gate.ts';
import { makeKey } from './ssh-server.ts';

interface Attempt {
  readonly password?: string;
  readonly hostKey?: Buffer;
  readonly plan?: KeptGate['plan'];
}

async function enter({ gate, keeper, plan }: KeptGate, attempt: Attempt = {}) {
  const heard = recordAttempt();
  const hostKeys = knownHostsOf(gate.address, gate.port, attempt.hostKey ?? gate.hostKey.publicKey);
  const login = {
    user: gate.user,
    ways: [{ kind: 'password' }],
    agentSocket: undefined,
    onBanner: () => undefined,
    onWarning: () => undefined,
    questions: {
      secret: () => Promise.resolve(attempt.password ?? gate.password),
      acceptHostKey: () => Promise.resolve(false),
    },
  } as const;
  const result = await openGatedSession({ gatekeeper: keeper, hostKeys }, attempt.plan ?? plan, login, heard);
  return { heard, result };
}

describe('a session behind a gate', () => {
  it('runs on the dial that proved the gate open, and its end shuts the gate', async () => {
    const kept = await startKeptGate();
    const { heard, result } = await enter(kept);
    if ('failure' in result) throw result.failure;
    const { output, input } = await result.ssh.run('whoami');
    input.end();
    expect(await text(output)).toBe('guest\n');
    expect(heard.names().at(-1)).toBe('ready');
    expect(await result.end()).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
    expect(await kept.isJournalEmpty()).toBe(true);
    expect(kept.watched.events.filter(({ event }) => event === 'login')).toHaveLength(1);
  });

  it('lets two share the gate, each with a connection of its own', async () => {
    const kept = await startKeptGate();
    const [first, second] = [(await enter(kept)).result, (await enter(kept)).result];
    if ('failure' in first || 'failure' in second) throw new Error('no session');
    expect(await first.end()).toEqual({ kind: 'held', sessions: 1, byHand: false });
    expect(await second.ssh.witness.isAlive(5000)).toBe(true);
    expect(await second.end()).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
  });
});

describe('a login that fails', () => {
  it.each([
    ['with a wrong password', { password: 'wrong' }, 'login-refused'],
    ['at another host key than the known one', { hostKey: makeKey().blob }, 'host-key-changed'],
  ] as const)('%s shuts the gate again', async (_, attempt, code) => {
    const kept = await startKeptGate();
    const { heard, result } = await enter(kept, attempt);
    if (!('failure' in result)) throw new Error('logged in');
    expect(result.failure.code).toBe(code);
    expect(result.ending).toEqual({ kind: 'shut' });
    expect(heard.happenings.find(({ event }) => event === 'failed')).toMatchObject({ code });
    expect(kept.gate.isOpen()).toBe(false);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('because the gate stayed shut has nothing to shut', async () => {
    const kept = await startKeptGate();
    const { result } = await enter(kept, { plan: { ...kept.plan, opening: drawSteps() } });
    expect(result).toMatchObject({ failure: { code: 'gate-stayed-shut' }, ending: undefined });
  });
});
