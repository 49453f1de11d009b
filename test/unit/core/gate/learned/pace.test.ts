import { describe, expect, it } from 'vitest';
import type { GateLore } from '../../../../../electron/core/gate/learned/gate-lore.ts';
import { paceAfter, paceOf } from '../../../../../electron/core/gate/learned/pace.ts';
import { sequenceDurationMs } from '../../../../../electron/shared/gate-plan.ts';
import type { Step } from '../../../../../electron/shared/sequence.ts';
import { makeLore, makePlan } from '../../../../support/made-gate.ts';

const learning = makePlan({ learnsPace: true, delayMs: 100, seqTimeoutS: 25 });
const steps = (count: number): readonly Step[] =>
  Array.from({ length: count }, (_, index) => ({ port: 1000 + index, protocol: 'tcp' as const }));

/** The paces of so many openings in a row, each begun with what the one before has taught. */
function pacesOf(outcomes: readonly boolean[]): readonly number[] {
  let lore: GateLore | undefined;
  return outcomes.map((isFirstAttempt) => {
    const paceMs = paceOf(learning, learning.opening, lore, 1);
    lore = makeLore(paceAfter(lore, paceMs, isFirstAttempt ? undefined : 100));
    return paceMs;
  });
}

describe('the pace of the first attempt', () => {
  it('goes down while first attempts succeed, to where nothing is gained any more', () => {
    const paces = pacesOf(Array.from({ length: 12 }, () => true));
    expect(paces[0]).toBe(100);
    expect(paces.toSorted((one, other) => other - one)).toEqual(paces);
    expect(paces.at(-1)).toBe(5);
  });

  it('goes back up after a failure, and what broke is not tried again soon', () => {
    const [, , , broken = 0, after = 0, ...later] = pacesOf([true, true, true, false, true, true, true]);
    expect(after).toBeGreaterThan(broken);
    for (const pace of later) expect(pace).toBeGreaterThan(broken);
  });

  it('becomes what a daemon that forgets quickly has shown to take, which is no pace that broke', () => {
    expect(paceAfter(makeLore({ brokenPaceMs: 3 }), 100, 50)).toEqual({ paceMs: 50, brokenPaceMs: 3 });
  });

  it('is the profile’s own where it has one, in each round', () => {
    const own = makePlan({ delayMs: 7 });
    expect([1, 2, 5].map((round) => paceOf(own, own.opening, makeLore({ paceMs: 60 }), round))).toEqual([7, 7, 7]);
  });
});

describe('the pace of later attempts', () => {
  it('is slower where the sequence fits into every usual time', () => {
    const lore = makeLore({ paceMs: 10 });
    expect([1, 2, 3, 4, 5].map((round) => paceOf(learning, steps(3), lore, round))).toEqual([10, 80, 100, 100, 100]);
  });

  it('is never so slow that the daemon forgets the sequence on the way', () => {
    for (const seqTimeoutS of [2, 5, 10, 15, 25]) {
      for (const count of [2, 3, 6, 20, 21, 32]) {
        for (let round = 1; round <= 12; round += 1) {
          for (const lore of [undefined, makeLore({ paceMs: 5 }), makeLore({ paceMs: 100 })]) {
            const paceMs = paceOf({ ...learning, seqTimeoutS }, steps(count), lore, round);
            const takesMs = sequenceDurationMs(steps(count), paceMs);
            expect(takesMs).toBeLessThanOrEqual((seqTimeoutS - 1) * 1000);
          }
        }
      }
    }
  });

  it('of twenty steps fit into two seconds too, after the usual times, and go on from the slow one again', () => {
    const takes = [1, 2, 3, 4].map((round) =>
      sequenceDurationMs(steps(20), paceOf(learning, steps(20), undefined, round)),
    );
    expect(takes).toEqual([1900, 988, 1900, 988]);
  });

  it('of a slow sequence goes through 25, 15, 10, 5 and 2 s', () => {
    const slow = { ...learning, delayMs: 1000 };
    const long = steps(32).map((step, index) => ({ ...step, ...(index % 4 !== 0 && { pauseMs: 20 }) }));
    const lore = makeLore({ paceMs: 2000 });
    const limits = [25, 15, 10, 5, 2].map((timeoutS) => (timeoutS - 1) * 1000);
    const takes = limits.map((_, index) => sequenceDurationMs(long, paceOf(slow, long, lore, index + 1)));
    for (const [index, limit] of limits.entries()) expect(takes[index]).toBeLessThanOrEqual(limit);
    expect(takes.toSorted((one, other) => other - one)).toEqual(takes);
    expect(takes.at(-1)).toBeGreaterThan(400);
  });

  it('keeps the profile’s own shorter time first', () => {
    const takes = [1, 2].map((round) =>
      sequenceDurationMs(steps(6), paceOf({ ...learning, seqTimeoutS: 2 }, steps(6), undefined, round)),
    );
    expect(takes).toEqual([500, 500]);
  });

  it('of a closing is the opening’s, so far as its own length lets it', () => {
    const lore = makeLore({ paceMs: 40 });
    expect(paceOf(learning, steps(3), lore, 1)).toBe(40);
    expect(paceOf({ ...learning, seqTimeoutS: 2 }, steps(41), lore, 1)).toBe(25);
  });
});
