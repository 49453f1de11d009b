import { expect, it } from 'vitest';
import { diagnoseAttempt } from '../../../../electron/shared/diagnosis/diagnose-attempt.ts';
import { failure, heard, madeTry, makeFacts, openedGate, resolvedTo } from '../../../support/made-attempt.ts';

const foundOpen = { ...openedGate, found: true };
const inVain = madeTry({ answers: ['accepted'] });

it.each([
  ['hangs up', 'connection-lost', 'opened-then-shut', 1],
  ['says nothing', 'login-timeout', 'not-ssh', 0],
] as const)('a port that was open before, %s, and was knocked at in vain', (_, code, observed, place) => {
  const diagnosis = diagnoseAttempt([resolvedTo(), foundOpen, ...inVain, failure(code)], makeFacts());
  expect(diagnosis?.observed).toBe(observed);
  expect(diagnosis?.seen).toContain('takes every connection, and no SSH server speaks, before the knocks and after');
  const cause = diagnosis?.causes[place];
  expect(cause?.id).toBe('taken-in-between');
  expect(cause?.tryThis).toContain('in vain');
});

it('a gate that is known to be behind something, and stays shut', () => {
  const timeline = [resolvedTo(), heard('look', 'accepted'), ...inVain, failure('gate-stayed-shut')];
  const diagnosis = diagnoseAttempt(timeline, makeFacts());
  expect(diagnosis?.observed).toBe('silence');
  expect(diagnosis?.seen).toContain('something in front');
});

it('is no cause where the knocks have opened it', () => {
  const timeline = [resolvedTo(), ...madeTry({ answers: [] }), openedGate, failure('connection-lost')];
  expect(diagnoseAttempt(timeline, makeFacts())?.causes.map(({ id }) => id)).not.toContain('taken-in-between');
});
