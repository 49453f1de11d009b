import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { createGatekeeper } from '../../../../electron/core/gate/gatekeeper.ts';
import type { Line } from '../../../../electron/core/gate/reach/line.ts';
import type { Reach } from '../../../../electron/core/gate/reach/reach.ts';
import { Failure } from '../../../../electron/shared/failure.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { makePlan, makePorts } from '../../../support/made-gate.ts';
import { recordAttempt } from '../../../support/recorded-attempt.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const via = { name: 'bastion', hosts: 'bastion.example 22' };
const plan = makePlan({ host: '10.0.0.5', via });

/** A jump host behind which a gate opens and shuts as it is knocked, until the host is lost. */
function playedHop(way = via) {
  const sent: number[] = [];
  const state = { isOpen: false, isLost: false };
  const lost = () => new Failure('connection-lost', 'The connection to bastion was lost.');
  const reach: Reach = {
    via: way,
    lookup: () => Promise.resolve([]),
    sendSequence(run) {
      if (state.isLost) return Promise.reject(lost());
      for (const [index, step] of run.steps.entries()) {
        sent.push(step.port);
        run.onSent?.(step, index);
      }
      state.isOpen = run.steps.at(-1)?.port === plan.opening.at(-1)?.port;
      return Promise.resolve();
    },
    dial() {
      if (state.isLost) return Promise.reject(lost());
      if (!state.isOpen) return Promise.resolve({ kind: 'not-answered', answer: 'ECONNREFUSED' });
      const socket: Line = Object.assign(new Duplex({ read: () => undefined, write: () => undefined }), {
        bytesRead: 0,
      });
      return Promise.resolve({ kind: 'answered', socket, roundTripMs: 1, earlierAnswer: undefined });
    },
    localAddressTowards: () => Promise.resolve('there'),
  };
  return { reach, sent, state };
}

const witness = { isAlive: () => Promise.resolve(true) };

it('a gate is knocked and dialled there, and nowhere else', async () => {
  const keeper = createGatekeeper(makePorts(temporaryFolder()));
  const { observer } = recordAttempt();
  expect(await failureOf(keeper.hold(plan, 'session', { observer }))).toMatchObject({ code: 'way-in-needed' });
  expect(await failureOf(keeper.shutByHand(plan, { observer }))).toMatchObject({ code: 'way-in-needed' });
  const { reach, sent, state } = playedHop();
  const hold = await keeper.byWayOf(reach).hold(plan, 'session', { observer });
  expect(sent).toEqual(plan.opening.map(({ port }) => port));
  expect(await hold.release({ observer }, witness)).toEqual({ kind: 'shut' });
  expect(state.isOpen).toBe(false);
  expect((await keeper.known()).gates).toEqual([]);
});

it('a gate whose jump host is lost is told at the next start, and shut by way of it alone', async () => {
  const keeper = createGatekeeper(makePorts(temporaryFolder()));
  const { observer } = recordAttempt();
  const first = playedHop();
  const hold = await keeper.byWayOf(first.reach).hold(plan, 'session', { observer });
  first.state.isLost = true;
  expect(await hold.release({ observer })).toMatchObject({ kind: 'unknown', via: 'bastion' });

  const [told] = await keeper.recover({ observer });
  expect(told?.ending).toMatchObject({ kind: 'unknown', via: 'bastion' });
  const other = playedHop({ name: 'other', hosts: 'other.example 22' });
  expect(await keeper.byWayOf(other.reach).shutKnown(told?.id ?? '', { observer })).toMatchObject({ kind: 'unknown' });
  expect(other.sent).toEqual([]);

  const second = playedHop();
  second.state.isOpen = true;
  const ending = await keeper.byWayOf(second.reach).shutByHand(plan, { observer });
  expect(ending).toEqual({ kind: 'shut' });
  expect((await keeper.known()).gates).toEqual([]);
});

it('a jump host that is lost when all knocks are out leaves a gate that may be open, and that is said', async () => {
  const keeper = createGatekeeper(makePorts(temporaryFolder()));
  const { observer, notices } = recordAttempt();
  const hop = playedHop();
  const losing: Reach = {
    ...hop.reach,
    async sendSequence(run) {
      await hop.reach.sendSequence(run);
      hop.state.isLost = true;
    },
  };
  const failure = await failureOf(keeper.byWayOf(losing).hold(plan, 'session', { observer }));
  expect(failure.code).toBe('connection-lost');
  expect(notices).toContainEqual({
    kind: 'let-go',
    ending: expect.objectContaining({ kind: 'unknown', via: 'bastion' }),
  });
  expect((await keeper.known()).gates).toMatchObject([{ state: 'unknown' }]);
});

it('one address behind two jump hosts is two gates', async () => {
  const keeper = createGatekeeper(makePorts(temporaryFolder()));
  const { observer } = recordAttempt();
  const otherWay = { name: 'other', hosts: 'other.example 22' };
  await keeper.byWayOf(playedHop().reach).hold(plan, 'hand', { observer });
  await keeper.byWayOf(playedHop(otherWay).reach).hold({ ...plan, via: otherWay }, 'hand', { observer });
  const { gates } = await keeper.known();
  expect(gates).toHaveLength(2);
  expect(new Set(gates.map(({ profileMark }) => profileMark)).size).toBe(2);
});

it('who holds a gate behind a jump host holds none at the same address behind another one', async () => {
  const keeper = createGatekeeper(makePorts(temporaryFolder()));
  const { observer } = recordAttempt();
  await keeper.byWayOf(playedHop().reach).hold(plan, 'session', { observer });
  const otherWay = { name: 'other', hosts: 'other.example 22' };
  const there = keeper.byWayOf(playedHop(otherWay).reach);
  expect(await there.look({ ...plan, via: otherWay }, { observer })).toEqual({ kind: 'shut', answer: 'ECONNREFUSED' });
  expect(await keeper.byWayOf(playedHop().reach).look(plan, { observer })).toMatchObject({ kind: 'held' });
});
