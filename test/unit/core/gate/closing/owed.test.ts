import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  clearsFirst,
  lateUntilMs,
  mostClosingsOf,
  settlesWithinMs,
} from '../../../../../electron/core/gate/closing/owed.ts';
import { makeEntry, makeLore } from '../../../../support/made-gate.ts';

const now = 1_800_000_000_000;
beforeEach(() => void vi.useFakeTimers({ now, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const alone = { shared: false, dials: 'usual' } as const;
const shared = { ...alone, shared: true };
const few = { ...alone, dials: 'few' } as const;

describe('closings', () => {
  it.each([
    ['at a gate that is ours alone', alone, makeLore(), 2, false, 8],
    ['at one of which nothing is known', alone, undefined, 1, false, 8],
    ['at one that a person said nobody shares', alone, makeLore({ sharing: 'no' }), 1, false, 8],
    ['at a shared one', shared, makeLore(), 2, false, 2],
    [
      'at a shared one, though a person once said that nobody shares it',
      shared,
      makeLore({ sharing: 'no' }),
      2,
      false,
      2,
    ],
    ['at one that may be shared', alone, makeLore({ sharing: 'perhaps' }), 1, false, 1],
    ['where the firewall counts, as the profile says', few, makeLore(), 3, false, 3],
    ['at a shared one, when all were sent', shared, makeLore(), 0, false, 0],
    ['at a shared one, when all were sent and a person says so', shared, makeLore(), 0, true, 1],
    ['at a shared one, when more were sent than are owed', shared, undefined, -1, false, 0],
    ['at a shared one, when two are owed and a person says so', shared, undefined, 2, true, 2],
  ] as const)('%s', (_, plan, lore, closingsOwed, byHand, most) => {
    expect(mostClosingsOf(plan, lore, { closingsOwed }, { byHand, isStillOpen: false })).toBe(most);
  });

  it.each([
    ['once more where the firewall counts', few, makeLore(), 0, 1],
    ['so until eight were sent', few, makeLore(), -6, 1],
    ['and no more then', few, makeLore(), -7, 0],
    ['not where others may be at it', few, makeLore({ sharing: 'perhaps' }), 0, 0],
    ['not where others are', { ...few, shared: true }, makeLore(), 0, 0],
  ] as const)('after a look a minute later that found it open: %s', (_, plan, lore, closingsOwed, most) => {
    expect(mostClosingsOf(plan, lore, { closingsOwed }, { byHand: false, isStillOpen: true })).toBe(most);
  });
});

it('half a sequence is cleared before the one closing that may be sent, or where the first one was lost twice', () => {
  expect(clearsFirst(shared, undefined)).toBe(true);
  expect(clearsFirst(few, makeLore())).toBe(true);
  expect(clearsFirst(alone, makeLore())).toBe(false);
  expect(clearsFirst(alone, makeLore({ firstClosingsLost: 1 }))).toBe(false);
  expect(clearsFirst(alone, makeLore({ firstClosingsLost: 2 }))).toBe(true);
});

describe('an opening that was sent', () => {
  const sent = (agoMs: number, openingsToCome = 1) => ({
    openingsToCome,
    entry: makeEntry({ lastOpeningAtMs: now - agoMs }),
  });

  it.each([
    ['may come for 30 s at a gate of which nothing is known', sent(29_000), undefined, 1000],
    ['cannot any more after that', sent(30_000), undefined, undefined],
    ['may come for three times the longest that was seen', sent(5000), makeLore({ slowestMs: 2000 }), 1000],
    ['cannot any more after that either', sent(6001), makeLore({ slowestMs: 2000 }), undefined],
    ['was seen to take effect', sent(0, 0), undefined, undefined],
    ['leaves its last knock in the future', sent(-800), makeLore({ slowestMs: 100 }), 1800],
    ['may come for a second at the quickest gate', sent(600), makeLore({ slowestMs: 100 }), 400],
    ['may not come for a day where the clock was set back', sent(-86_400_000), makeLore({ slowestMs: 100 }), 61_000],
  ])('%s', (_, record, lore, leftMs) => {
    expect(lateUntilMs(record, lore)).toBe(leftMs === undefined ? undefined : now + leftMs);
  });

  it.each([
    ['is waited for at a gate that is known to be slow', sent(500), makeLore({ slowestMs: 2000 }), 1900],
    ['is waited for three seconds at most', sent(0), makeLore({ slowestMs: 20_000 }), 3000],
    ['is not waited for when its time is over', sent(4000), makeLore({ slowestMs: 2000 }), 0],
    ['is not waited for at a gate of which nothing is known', sent(0), undefined, 0],
    ['is not waited for when it was seen', sent(0, 0), makeLore({ slowestMs: 2000 }), 0],
  ])('%s before a closing', (_, record, lore, waitMs) => {
    expect(settlesWithinMs(record, lore)).toBe(waitMs);
  });
});
