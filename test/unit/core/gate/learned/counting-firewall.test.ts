import { describe, expect, it } from 'vitest';
import {
  countsDials,
  dialsFew,
  loreAfterFailure,
  loreAfterWorking,
} from '../../../../../electron/core/gate/learned/counting-firewall.ts';
import { dialLimitOf } from '../../../../../electron/core/gate/learned/dial-limit.ts';
import type { GateLore } from '../../../../../electron/core/gate/learned/gate-lore.ts';
import { dialTimesOf } from '../../../../../electron/core/gate/opening/dial-times.ts';
import { makeLore } from '../../../../support/made-gate.ts';

const nowMs = Date.now();
const from = '192.0.2.7';
const justOpened = makeLore({ lastOpening: { atMs: nowMs - 20_000, from } });
const failed = { beganAtMs: nowMs, recentDials: 3, rounds: 5 };
const suspected = makeLore({ counting: { belief: 'perhaps', atMs: nowMs } });

const learnsFrom = (before: GateLore | undefined, change: Partial<typeof failed> = {}) =>
  countsDials(loreAfterFailure(before, { ...failed, ...change }));

describe('a firewall that counts connections', () => {
  it('is known by an attempt that fails within a minute of one that worked, after three dials', () => {
    expect(learnsFrom(justOpened)).toBe(true);
    expect(learnsFrom(justOpened, { recentDials: 2 })).toBe(false);
    expect(learnsFrom(undefined)).toBe(false);
    expect(learnsFrom(makeLore())).toBe(false);
    expect(learnsFrom(makeLore({ lastOpening: { atMs: nowMs - 61_000, from } }))).toBe(false);
  });

  it('is not where an attempt has failed since: a daemon that is down is tried more than once', () => {
    const once = loreAfterFailure(justOpened, { ...failed, recentDials: 0 });
    expect(once?.hasFailed).toBe(true);
    expect(learnsFrom(once)).toBe(false);
    expect(learnsFrom(once && loreAfterWorking(once, from))).toBe(true);
  });

  it('is not where the line’s loss explains it', () => {
    expect(learnsFrom(justOpened, { rounds: 1 })).toBe(false);
    expect(learnsFrom({ ...justOpened, attempts: 50, failedAttempts: 25 })).toBe(false);
    expect(learnsFrom({ ...justOpened, attempts: 50, failedAttempts: 20 }, { rounds: 9 })).toBe(false);
  });

  it('is dialled as with few dials, and three times a minute at most', () => {
    expect(dialsFew({ dials: 'usual' }, suspected)).toBe(true);
    expect(dialTimesOf({ dials: 'usual' }, suspected, 1)).toEqual(dialTimesOf({ dials: 'few' }, suspected, 1));
    expect(dialLimitOf(suspected)).toEqual({ most: 3, withinMs: 60_000 });
  });

  it('is left alone for a minute by whom it has shut out', () => {
    expect(dialLimitOf({ ...suspected, hasFailed: true })).toEqual({ most: 1, withinMs: 60_000 });
  });

  it('is sure once few dials work, and was none where they do not either', () => {
    const sure = loreAfterWorking(suspected, from);
    expect(sure.counting?.belief).toBe('sure');
    expect(countsDials(loreAfterFailure(sure, failed))).toBe(true);
    expect(countsDials(loreAfterFailure(suspected, { ...failed, recentDials: 0 }))).toBe(false);
  });

  it('is forgotten after an hour: a daemon that was just restarted looks the same', () => {
    const ago = (minutes: number) => makeLore({ counting: { belief: 'sure', atMs: nowMs - minutes * 60_000 } });
    expect(countsDials(ago(59))).toBe(true);
    expect(countsDials(ago(61))).toBe(false);
  });

  it('that has shut us out again is forgotten after thirty days', () => {
    const earlier = { belief: 'sure', atMs: nowMs - 2 * 86_400_000 } as const;
    const learned = loreAfterFailure({ ...justOpened, counting: earlier }, failed);
    const { counting } = loreAfterWorking(learned ?? justOpened, from);
    const ago = (days: number) => makeLore({ counting: counting && { ...counting, atMs: nowMs - days * 86_400_000 } });
    expect(countsDials(ago(29))).toBe(true);
    expect(countsDials(ago(31))).toBe(false);
  });
});
