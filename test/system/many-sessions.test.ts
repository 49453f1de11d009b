import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { learn } from '../../electron/core/gate/learned/gate-lore.ts';
import { parseSequence } from '../../electron/shared/sequence.ts';
import { type OpenedHouse, openHouse, size } from '../integration/gatehouse/opened-house.ts';
import { makePlan, makePorts, provenLore } from '../support/made-gate.ts';
import { proof } from '../support/proof.ts';
import { randomOf } from '../support/random.ts';
import type { Bed } from './bed/bed.ts';
import { waitFor } from './bed/wait.ts';
import { overlaps, type RowGate, startGateRow } from './gate-row.ts';

const { seed, size: seconds, found } = proof('many-sessions', { sample: 8, whole: 600, unit: 's' });
const mostSessions = 20;
/** How long is opened and closed between two quiet moments. */
const busyMs = 4000;
/** For so long the number of sessions goes towards one that is drawn: gates open and shut as it rises and falls. */
const towardsMs = 700;

let bed: Bed;
let gates: readonly RowGate[];
let opened: OpenedHouse;
/** Two profiles for each gate, with the gate's place. */
let profiles: ReadonlyMap<string, number>;

beforeEach(async () => {
  ({ bed, gates } = await startGateRow(5));
  opened = await openHouse();
  const { house } = opened;
  house.onDidHappen(([name]) => {
    if (name !== 'prompts') return;
    for (const { id, question } of house.prompts())
      if (question.kind === 'host-key') house.answerPrompt(id, true, false);
  });
  profiles = new Map(
    await Promise.all(
      [...gates.entries(), ...gates.entries()].map(async ([index, { port, open, close }], number) => {
        const { id } = await opened.profiles.save({
          ...{ name: `web-${number}`, isFavourite: false, host: bed.gate.ipv4, port, user: bed.users.key },
          auth: { kind: 'key', path: bed.keys.plain },
          knock: { delayMs: 20, seqTimeoutS: 10, sequences: { open, close } },
        });
        // At gates that nobody knows the dials of so many sessions would be too many.
        const plan = { host: bed.gate.ipv4, port, opening: parseSequence(open), closing: parseSequence(close) };
        await learn(makePorts(opened.folder), makePlan(plan), () => provenLore);
        return [id, index] as const;
      }),
    ),
  );
});
afterEach(() => bed.stop());

/** Captures all that opens a connection, or knocks, at a gate. */
function captureSyns() {
  const knocks = gates.flatMap(({ open, close }) => [...open.split(','), ...close.split(',')]);
  const ports = [...knocks, ...gates.map(({ port }) => port)].map((port) => `dst port ${port}`).join(' or ');
  return bed.capture(`dst host ${bed.gate.ipv4} and tcp[tcpflags] == tcp-syn and (${ports})`);
}

/** Waits until nothing moves, and compares what the gatehouse says with what the firewall lets through. */
async function agreeAtRest(): Promise<void> {
  const { house } = opened;
  const isMoving = () =>
    house.sessions().some(({ state }) => state === 'opening' || state === 'ending') ||
    house.gates().some(({ state }) => state === 'knocking' || state === 'dialling' || state === 'closing');
  await waitFor('rest', () => !isMoving(), { withinMs: 60_000, everyMs: 20 });
  const live = house.sessions().filter(({ state }) => state === 'live');
  for (const [index, { port }] of gates.entries()) {
    const ofGate = [...profiles].filter(([, place]) => place === index).map(([id]) => id);
    const sessions = live.filter(({ profileId }) => ofGate.includes(profileId)).length;
    const wanted = { state: sessions > 0 ? 'open' : 'shut', sessions, isHeldByHand: false, isFound: false };
    // The journal is read a moment after it has changed.
    const views = expect.poll(() => ofGate.map((id) => opened.gate(id)), { timeout: 5000 });
    await views.toMatchObject(ofGate.map(() => wanted));
    expect(await bed.rules(port), `gate ${index}, ${sessions} sessions`).toHaveLength(sessions > 0 ? 1 : 0);
  }
}

/** Ends and takes away all, also what has ended by itself; none may have ended in trouble. */
function dismissEnded(): void {
  const { house } = opened;
  for (const session of house.sessions()) {
    if (session.state !== 'ended') continue;
    expect(session.end?.kind, JSON.stringify(session.end)).not.toBe('failed');
    if (session.ending !== undefined) expect(['shut', 'held', 'left']).toContain(session.ending.kind);
    house.dismissSession(session.id);
  }
}

it('all profiles of a group connected at once: each gate is knocked once, and shut with its last session', async () => {
  const { house, reached } = opened;
  const capture = await captureSyns();
  const sessions = [...profiles.keys()].map((profileId) => house.startSession(profileId, size));
  await Promise.all(sessions.map(({ id }) => reached(id, 'live')));
  const once = Object.fromEntries(gates.map(({ opening }) => [opening, 1]));
  expect(bed.knockd.openings()).toEqual(once);
  await agreeAtRest();
  for (const { id } of sessions) house.endSession(id);
  await agreeAtRest();
  const shutOnce = Object.fromEntries(gates.map(({ closing }) => [closing, 1]));
  expect(bed.knockd.openings()).toEqual({ ...once, ...shutOnce });
  expect(overlaps(await capture.stop(), gates)).toEqual([]);
});

it('an overlap would be found', () => {
  const [one, two] = gates.map(({ open }) => open.split(',').map(Number));
  const [a = 0, b = 0, c = 0] = one ?? [];
  const [other = 0] = two ?? [];
  const dial = gates[0]?.port ?? 0;
  const found = (...ports: number[]) =>
    overlaps(
      ports.map((toPort) => ({ toPort })),
      gates,
    );
  expect(found(a, b, c, dial, b, b, a, b, c, other, a)).toEqual([]);
  for (const between of [other, dial]) {
    expect(found(a, between, b, c)).toEqual(['open0: bc']);
    expect(found(a, b, between, c)).toEqual(['open0: c']);
  }
});

it(
  `${mostSessions} sessions on 5 gates of one host, opened and ended at random for ${seconds} s`,
  async () => {
    const { house } = opened;
    const random = randomOf(seed);
    const capture = await captureSyns();
    const until = performance.now() + seconds * 1000;
    let [started, most, wanted, drawAt] = [0, 0, mostSessions, performance.now() + towardsMs];
    while (performance.now() < until) {
      const restAt = Math.min(until, performance.now() + busyMs);
      while (performance.now() < restAt) {
        await pause(random.below(80));
        dismissEnded();
        const running = house.sessions().filter(({ state }) => state === 'opening' || state === 'live');
        if (performance.now() > drawAt) {
          wanted = Math.floor(random.below(mostSessions + 1));
          drawAt = performance.now() + towardsMs;
        }
        if (running.length <= wanted && running.length < mostSessions) {
          house.startSession(random.of([...profiles.keys()]), size);
          started += 1;
          most = Math.max(most, running.length + 1);
        } else {
          house.endSession(random.of(running).id);
        }
      }
      await agreeAtRest();
    }
    for (const { id } of house.sessions()) house.endSession(id);
    await agreeAtRest();
    dismissEnded();
    expect(house.sessions()).toEqual([]);
    expect(house.notices()).toEqual([]);
    const { gates: known } = await opened.services.gatekeeper.known();
    expect(known.filter(({ state }) => state !== 'shut')).toEqual([]);

    const openings = bed.knockd.openings();
    // A closing whose command a busy machine runs late is sent again.
    for (const { opening, closing } of gates)
      expect(openings[closing], opening).toBeGreaterThanOrEqual(openings[opening] ?? 0);
    const packets = await capture.stop();
    expect(overlaps(packets, gates)).toEqual([]);
    found(`${started} sessions started, at most ${most} at once, ${packets.length} packets`);
  },
  90_000 + seconds * 2000,
);
