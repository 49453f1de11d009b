import { expect, it } from 'vitest';
import type { Gatekeeper } from '../../../electron/core/gate/gatekeeper.ts';
import { createServices } from '../../../electron/core/services.ts';
import type { Leg } from '../../../electron/core/session/hops.ts';
import { openSessionAlong } from '../../../electron/core/session/session-along.ts';
import { knownHostsOf } from '../../../electron/core/ssh/known-hosts-of.ts';
import { Failure } from '../../../electron/shared/failure.ts';
import { failureOf } from '../../support/failure-of.ts';
import { makePlan, makePorts } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { startKeptGate } from '../gate/kept-gate.ts';

it('a gate whose shutting comes to no end leaves those of the jump hosts before it to nobody: they are shut', async () => {
  const kept = await startKeptGate();
  const { gate } = kept;
  const services = {
    ...createServices(makePorts(kept.folder)),
    hostKeys: knownHostsOf(gate.address, gate.port, gate.hostKey.publicKey),
  };
  const { observer } = recordAttempt();
  const login: Leg['login'] = {
    user: gate.user,
    ways: [{ kind: 'password' }],
    agentSocket: undefined,
    onBanner: () => undefined,
    onWarning: () => undefined,
    questions: { secret: () => Promise.resolve(gate.password), acceptHostKey: () => Promise.resolve(false) },
  };
  const hop: Leg = { name: 'hop', plan: kept.plan, services, login, observer };
  const unusable = new Failure('data-folder-unusable', 'The disk is read-only.');
  const hold = {
    ...{ address: '10.0.0.5', mark: '', socket: undefined, isFound: false, renewal: undefined },
    release: () => Promise.reject(unusable),
  };
  const inner = { hold: () => Promise.resolve(hold) } as Partial<Gatekeeper> as Gatekeeper;
  const gatekeeper = { ...services.gatekeeper, byWayOf: () => inner };
  const target: Leg = { ...hop, name: 'target', plan: makePlan(), services: { ...services, gatekeeper } };
  expect(await failureOf(openSessionAlong([hop], target, {}))).toBe(unusable);
  expect(gate.isOpen()).toBe(false);
  expect(await kept.isJournalEmpty()).toBe(true);
});
