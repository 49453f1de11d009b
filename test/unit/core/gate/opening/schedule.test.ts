import { expect, it } from 'vitest';
import type { GateLore } from '../../../../../electron/core/gate/learned/gate-lore.ts';
import { type PlayedClosing, type PlayedConnect, playClosing, playConnect } from '../../../../support/played-cycle.ts';
import { playGate } from '../../../../support/played-gate.ts';
import { randomOf } from '../../../../support/random.ts';

interface Cycle {
  readonly connect: PlayedConnect;
  readonly closing: PlayedClosing | undefined;
  readonly isOpen: boolean;
}

const sessionMs = 2000;
/** What is learned of a line and a gate within so many cycles. */
const learningCycles = 40;

/** Cycles of connect and close at one gate with what it has learned, or each at a gate of which nothing is known. */
function cyclesOf(
  cycles: number,
  lossEachWay: number,
  turnsMs: readonly [number, number],
  isLearned: boolean,
): readonly Cycle[] {
  const random = randomOf(17);
  const fresh = () => playGate({ lossEachWay, roundTripMs: 1, turnsMs }, random);
  const done: Cycle[] = [];
  let gate = fresh();
  let lore: GateLore | undefined;
  for (let cycle = isLearned ? -learningCycles : 0; cycle < cycles; cycle += 1) {
    if (!isLearned) [gate, lore] = [fresh(), undefined];
    const connect = playConnect(gate, lore);
    lore = connect.lore;
    let closing: PlayedClosing | undefined;
    if (connect.isIn) {
      gate.waitUntil(gate.now() + sessionMs);
      closing = playClosing(gate, lore);
      // Somebody has said that nobody shares it.
      lore = closing.lore && { ...closing.lore, sharing: undefined };
    }
    gate.rests(20_000);
    if (cycle >= 0) done.push({ connect, closing, isOpen: gate.isOpen() });
    gate.shutByHand();
    gate.rests(60_000);
  }
  return done;
}

const share = (part: number, whole: number) => Math.round((10_000 * part) / whole) / 100;
const quantile = (numbers: readonly number[], at: number) =>
  numbers.toSorted((one, other) => one - other)[Math.min(numbers.length - 1, Math.floor(at * numbers.length))] ?? 0;

function figuresOf(cycles: readonly Cycle[]) {
  const opened = cycles.filter(({ connect }) => connect.isIn);
  const closed = (withinMs: number) =>
    opened.filter(({ closing }) => closing?.said === 'shut' && closing.tookMs < withinMs).length;
  const dials = opened.map(({ connect, closing }) => connect.dials + (closing?.dials ?? 0));
  const knocks = opened.map(({ connect, closing }) => connect.rounds + (closing?.closings ?? 0));
  const failed = cycles.filter(({ connect }) => !connect.isIn);
  return {
    in: share(opened.length, cycles.length),
    tookMs: Math.round(
      quantile(
        cycles.map(({ connect }) => connect.tookMs),
        0.5,
      ),
    ),
    shutIn10S: share(closed(10_000), opened.length),
    shutIn30S: share(closed(30_000), opened.length),
    owed: share(opened.filter(({ closing }) => closing?.said === 'owed').length, opened.length),
    wrong: share(opened.filter(({ closing, isOpen }) => closing?.said === 'shut' && isOpen).length, opened.length),
    dials: { median: quantile(dials, 0.5), of95: quantile(dials, 0.95), most: Math.max(...dials) },
    dialsOfFailure: Math.max(0, ...failed.map(({ connect }) => connect.dials)),
    sequences: { mean: Math.round((100 * knocks.reduce((sum, count) => sum + count, 0)) / knocks.length) / 100 },
  };
}

const iptables = [10, 59] as const;
const firewalld = [155, 241] as const;

it.each([
  [iptables, 0],
  [firewalld, 0],
  [iptables, 0.05],
  [firewalld, 0.05],
  [iptables, 0.2],
  [firewalld, 0.2],
] as const)(
  'a learned gate whose command takes %j ms, with %d lost each way, opens and shuts as often as it must',
  (turnsMs, lossEachWay) => {
    const figures = figuresOf(cyclesOf(lossEachWay === 0.2 ? 1500 : 2000, lossEachWay, turnsMs, true));
    console.info(`learned, ${turnsMs} ms, ${lossEachWay} lost: ${JSON.stringify(figures)}`);
    expect(figures.in).toBeGreaterThanOrEqual({ 0: 100, 0.05: 99.9, 0.2: 98.5 }[lossEachWay]);
    expect(figures.shutIn10S).toBeGreaterThanOrEqual({ 0: 100, 0.05: 99.8, 0.2: 96 }[lossEachWay]);
    expect(figures.shutIn30S).toBeGreaterThanOrEqual({ 0: 100, 0.05: 99.8, 0.2: 96 }[lossEachWay]);
    expect(figures.wrong).toBeLessThanOrEqual({ 0: 0, 0.05: 0.1, 0.2: 0.5 }[lossEachWay]);
    expect(figures.dialsOfFailure).toBeLessThanOrEqual(9);
    if (lossEachWay > 0) return;
    expect(figures.dials.median).toBeLessThanOrEqual(3);
    expect(figures.dials.of95).toBeLessThanOrEqual(4);
  },
);

it.each([0, 0.05, 0.2] as const)(
  'a gate that was never seen open, with %d lost each way, opens within its five dials',
  (lossEachWay) => {
    const figures = figuresOf(cyclesOf(2000, lossEachWay, iptables, false));
    console.info(`never seen, ${lossEachWay} lost: ${JSON.stringify(figures)}`);
    expect(figures.in).toBeGreaterThanOrEqual({ 0: 100, 0.05: 99.5, 0.2: 84 }[lossEachWay]);
    expect(figures.wrong).toBeLessThanOrEqual({ 0: 0, 0.05: 0.2, 0.2: 10 }[lossEachWay]);
    expect(figures.dials.most).toBeLessThanOrEqual(5);
    expect(figures.dialsOfFailure).toBeLessThanOrEqual(5);
  },
);

it('a learned gate that becomes slow is found again, and waited for', () => {
  const random = randomOf(4);
  let lore: GateLore | undefined;
  const connectsAt = (turnsMs: readonly [number, number], connects: number) => {
    const gate = playGate({ lossEachWay: 0, roundTripMs: 1, turnsMs }, random);
    return Array.from({ length: connects }, () => {
      const connect = playConnect(gate, lore);
      lore = connect.lore && { ...connect.lore, isShut: true };
      gate.rests(60_000);
      gate.shutByHand();
      return connect;
    });
  };
  connectsAt(iptables, 30);
  const slow = connectsAt([2900, 3100], 12);
  expect(slow.every(({ isIn }) => isIn)).toBe(true);
  expect(slow.slice(6).every(({ rounds }) => rounds === 1)).toBe(true);
  const quick = connectsAt(iptables, 80);
  expect(quick.at(-1)?.firstDialMs).toBeLessThan(80);
});
