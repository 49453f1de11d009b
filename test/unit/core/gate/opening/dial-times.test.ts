import { describe, expect, it } from 'vitest';
import { msUntilAllowed } from '../../../../../electron/core/gate/dials/dial-book.ts';
import { dialLimitOf } from '../../../../../electron/core/gate/learned/dial-limit.ts';
import type { GateLore } from '../../../../../electron/core/gate/learned/gate-lore.ts';
import { dialTimesOf } from '../../../../../electron/core/gate/opening/dial-times.ts';
import { makeLore } from '../../../../support/made-gate.ts';

const usual = { dials: 'usual' } as const;
const few = { dials: 'few' } as const;
const settled = { dialMs: 40, earlyMs: 30, notLaterMs: 40 };

/** When a gate that never answers is dialled within so many seconds, from the first dial on; knocks take no time. */
function dialsOfFailure(plan: typeof usual | typeof few, lore: GateLore | undefined, withinS = 15): readonly number[] {
  const dials: number[] = [];
  let nowMs = 0;
  for (let round = 1; round < 100; round += 1) {
    const times = dialTimesOf(plan, lore, round);
    if (times === undefined) break;
    const [firstMs = 0] = times.afterMs;
    const knockedAtMs = Math.max(nowMs, (dials[0] ?? 0) + times.notBeforeMs - firstMs);
    if (knockedAtMs + firstMs > withinS * 1000) break;
    dials.push(...times.afterMs.map((afterMs) => knockedAtMs + afterMs));
    nowMs = (dials.at(-1) ?? 0) + times.waitMs;
  }
  return dials.map((atMs) => atMs - (dials[0] ?? 0));
}

describe('a gate that was never seen open', () => {
  it('is dialled once a round, first when firewalld has opened it, and later in each round', () => {
    const rounds = [1, 2, 3, 4, 5].map((round) => dialTimesOf(usual, undefined, round));
    expect(rounds.map((times) => times?.afterMs.length)).toEqual([1, 1, 1, 1, 1]);
    const times = rounds.map((each) => each?.afterMs[0] ?? 0);
    expect(times[0]).toBeGreaterThanOrEqual(260);
    expect(times[0]).toBeLessThanOrEqual(280);
    expect(times.toSorted((one, other) => one - other)).toEqual(times);
  });

  it('is dialled once more in its first attempt where it refused: a slow command has at least a second', () => {
    expect(dialTimesOf(usual, undefined, 1)?.afterRefusalMs).toBeGreaterThanOrEqual(1000);
    expect(dialTimesOf(usual, undefined, 2)?.afterRefusalMs).toBeUndefined();
    expect(dialTimesOf(usual, makeLore({ opening: settled }), 1)?.afterRefusalMs).toBeUndefined();
    expect(dialTimesOf(few, undefined, 1)?.afterRefusalMs).toBeUndefined();
  });

  it('has at most five dials in any thirty seconds, the look before included: four in a first attempt', () => {
    const limit = dialLimitOf(undefined);
    if (limit === undefined) throw new Error('there is no limit');
    const dialled = [0];
    for (let nowMs = 100; nowMs < 15_000; nowMs += 100) {
      if (msUntilAllowed(dialled, limit, 1, nowMs) === 0) dialled.push(nowMs);
    }
    expect(dialled).toHaveLength(5);
    expect(dialLimitOf(makeLore({ isProven: false }))).toEqual(limit);
    expect(dialLimitOf(makeLore())).toBeUndefined();
  });
});

describe('a gate that was seen open', () => {
  it.each([
    ['whose time is known', makeLore({ opening: settled }), 9],
    ['that is looked at before', makeLore({ opening: settled, isShut: false }), 8],
    ['behind a slow line', makeLore({ opening: settled, roundTripMs: 400 }), 9],
    ['of which no first attempt was ever answered', makeLore({ doubtful: 2, slowestMs: 9000 }), 9],
    ['that is slow', makeLore({ opening: { dialMs: 1500, earlyMs: 1400, notLaterMs: 1500 } }), 9],
    ['that has become slow', makeLore({ opening: settled, doubtful: 6, slowestMs: 8000, failedAttempts: 5 }), 9],
  ])('%s is dialled at most so often in an attempt of 15 s that fails', (_, lore, most) => {
    const dials = dialsOfFailure(usual, lore);
    expect(dials.length).toBeLessThanOrEqual(most);
    expect(dials.length).toBeGreaterThanOrEqual(2);
  });

  it('and whose time is known has all of its nine', () => {
    const dials = dialsOfFailure(usual, makeLore({ opening: settled }));
    expect(dials).toHaveLength(9);
    expect(dials.at(-1)).toBeGreaterThan(12_000);
  });

  it('keeps to nine in any 15 s of a long deadline', () => {
    const dials = dialsOfFailure(usual, makeLore({ opening: settled }), 120);
    expect(dials.length).toBeGreaterThan(30);
    for (const fromMs of dials) {
      expect(dials.filter((atMs) => atMs >= fromMs && atMs < fromMs + 15_000).length).toBeLessThanOrEqual(9);
    }
  });

  it('has a second dial in its first attempt, after the first has had its time and above what was always enough', () => {
    const times = dialTimesOf(usual, makeLore({ opening: settled, roundTripMs: 100 }), 1);
    expect(times?.afterMs).toEqual([40, 400]);
    const slow = { dialMs: 1200, earlyMs: 900, notLaterMs: 1500 };
    expect(dialTimesOf(usual, makeLore({ opening: slow }), 1)?.afterMs).toEqual([1200, 1800]);
  });

  it('that may be slow is waited for longer each time before it is knocked again', () => {
    const seconds = [1, 2, 3, 4].map((doubtful) => {
      const lore = makeLore({ doubtful, slowestMs: 9000, attempts: 5 + doubtful, failedAttempts: 0.8 + doubtful });
      return dialTimesOf(usual, lore, 1)?.afterMs[1] ?? 0;
    });
    expect(seconds).toEqual([2400, 4800, 9600, 10_800]);
  });

  it('on a lossy line does not pass for slow because an answer was late', () => {
    const lossy = { attempts: 50, failedAttempts: 27 };
    const lore = makeLore({ opening: settled, doubtful: 3, slowestMs: 9000, ...lossy });
    expect(dialTimesOf(usual, lore, 1)?.afterMs[1]).toBeLessThan(400);
    expect(dialTimesOf(usual, { ...lore, doubtful: 12 }, 1)?.afterMs[1]).toBeGreaterThan(9000);
  });
});

describe('a gate whose firewall counts connections', () => {
  it.each([
    ['as its profile says', few, undefined],
    ['as its profile says, though it is known', few, makeLore({ opening: settled })],
  ] as const)('%s, is dialled once, and once more after the first ones are forgotten', (_, plan, lore) => {
    const rounds = [1, 2, 3].map((round) => dialTimesOf(plan, lore, round));
    expect(rounds.map((times) => times?.afterMs.length)).toEqual([1, 1, undefined]);
    expect(rounds[1]?.notBeforeMs).toBeGreaterThanOrEqual(8000);
    expect(rounds[0]?.afterMs[0]).toBeGreaterThanOrEqual(270);
  });

  it('and is slow, is dialled when it surely is open', () => {
    const slow = { dialMs: 2000, earlyMs: 1500, notLaterMs: 2500 };
    expect(dialTimesOf(few, makeLore({ opening: slow }), 1)?.afterMs).toEqual([3000]);
  });
});
