import { describe, expect, it } from 'vitest';
import type { GateLore } from '../../../../../electron/core/gate/learned/gate-lore.ts';
import {
  loreAfterClosing,
  loreAfterFoundOpen,
  loreAfterOpening,
} from '../../../../../electron/core/gate/learned/lore-after.ts';
import { makeLore } from '../../../../support/made-gate.ts';

const answeredAt = (...dialledAfterMs: readonly number[]) => ({
  firstPaceMs: 100,
  workedPaceMs: undefined,
  dialledAfterMs,
  sinceFirstMs: dialledAfterMs.at(-1) ?? 0,
  roundTripMs: 2,
});
const inLaterRound = { ...answeredAt(40), workedPaceMs: 80, sinceFirstMs: 1500 };
const opening = { dialMs: 60, earlyMs: 50, notLaterMs: 60 };

describe('after an opening', () => {
  it('the first one makes nothing sure: a gate is proven by the second, or by a closing', () => {
    const first = loreAfterOpening(undefined, answeredAt(270));
    expect(first).toMatchObject({ version: 2, isProven: false, isShut: false, doubtful: 0, roundTripMs: 2 });
    expect(loreAfterOpening(first, answeredAt(270)).isProven).toBe(true);
    expect(loreAfterClosing(first, shutAt(400))?.isProven).toBe(true);
  });

  it('that was answered at once it was not later than that', () => {
    expect(loreAfterOpening(makeLore(), answeredAt(200)).opening).toMatchObject({ notLaterMs: 200 });
  });

  it('whose second dial was answered it was between them, and nobody is in doubt', () => {
    const after = loreAfterOpening(makeLore({ opening, doubtful: 1 }), answeredAt(60, 210));
    expect(after.opening?.dialMs).toBeGreaterThan(60);
    expect(after.opening?.dialMs).toBeLessThan(80);
    expect(after.doubtful).toBe(0);
  });

  it('in a later round nobody can say which opening it was', () => {
    const after = loreAfterOpening(makeLore({ opening, slowestMs: 60 }), inLaterRound);
    // The loss explains it so far.
    expect(after).toMatchObject({ opening, doubtful: 1, slowestMs: 60 });
    const late = [2, 3, 4, 5].reduce((lore) => loreAfterOpening(lore, inLaterRound), after);
    expect(late).toMatchObject({ opening, doubtful: 5, slowestMs: 1500 });
    expect(loreAfterOpening(makeLore({ slowestMs: 60 }), inLaterRound).slowestMs).toBe(1500);
    expect(loreAfterOpening(after, inLaterRound).doubtful).toBe(2);
    expect(loreAfterOpening(after, answeredAt(60)).doubtful).toBe(0);
  });

  it('that was late beyond what any loss explains the gate is a slower one', () => {
    const slow = makeLore({ opening, doubtful: 6, attempts: 50, failedAttempts: 6, slowestMs: 3000 });
    expect(loreAfterOpening(slow, answeredAt(60, 3600)).opening?.dialMs).toBeGreaterThan(1000);
  });

  it('the longest time fades, and does not grow by what a dial was put off for', () => {
    const slow = makeLore({ slowestMs: 3000, doubtful: 1 });
    expect(loreAfterOpening(slow, answeredAt(30)).slowestMs).toBe(2700);
    expect(loreAfterOpening(slow, answeredAt(270, 3600)).slowestMs).toBe(3000);
    let lore = slow;
    for (let opened = 0; opened < 50; opened += 1) lore = loreAfterOpening(lore, answeredAt(270, 1.2 * lore.slowestMs));
    expect(lore.slowestMs).toBeLessThanOrEqual(3000);
  });

  it('the line is known better, the round trip is smoothed', () => {
    const lore = makeLore({ roundTripMs: 12, attempts: 10, failedAttempts: 1 });
    const seen = loreAfterOpening(lore, answeredAt(30));
    expect(seen.attempts).toBeCloseTo(10.8);
    expect(seen.failedAttempts).toBeCloseTo(0.98);
    expect(loreAfterOpening(lore, inLaterRound).failedAttempts).toBeCloseTo(1.98);
    expect(seen.roundTripMs).toBe(9);
  });

  it('what a person has said, what the shut port answers, and that its firewall counts, stay', () => {
    const kept = { sharing: 'no', shutAnswer: 'ECONNREFUSED', shutting: opening } as const;
    expect(loreAfterOpening(makeLore(kept), answeredAt(30))).toMatchObject({ ...kept, isShut: false });
  });
});

const closed = { isShut: true, closings: 1, answer: 'silence' } as const;
function shutAt(...looks: readonly number[]) {
  const last = looks.length - 1;
  return { ...closed, looks: looks.map((afterMs, index) => ({ afterMs, isAnswered: index < last })) };
}

describe('after a closing', () => {
  const known = makeLore({ isShut: false, isProven: false });

  it('of a gate of which nothing is known nothing is known', () => {
    expect(loreAfterClosing(undefined, shutAt(400))).toBeUndefined();
    expect(loreAfterFoundOpen(undefined)).toBeUndefined();
  });

  it('that was seen shut it is shut, proven, and answers so', () => {
    expect(loreAfterClosing(known, shutAt(400))).toMatchObject({ isShut: true, isProven: true, shutAnswer: 'silence' });
    const refused = loreAfterClosing(known, { ...shutAt(400), answer: 'ECONNREFUSED' });
    expect(refused?.shutAnswer).toBe('ECONNREFUSED');
    expect(loreAfterClosing(refused, { ...shutAt(400), answer: undefined })?.shutAnswer).toBe('ECONNREFUSED');
  });

  it('whose first look was silent it was not later than that; else between the looks', () => {
    expect(loreAfterClosing(known, shutAt(400))?.shutting?.notLaterMs).toBe(400);
    const shutting = { dialMs: 60, earlyMs: 50, notLaterMs: 60 };
    const later = loreAfterClosing({ ...known, shutting }, shutAt(60, 72));
    expect(later?.shutting?.dialMs).toBeGreaterThan(60);
    expect(later?.shutting?.dialMs).toBeLessThanOrEqual(72);
  });

  it('that had to be sent again nobody can say when it shut', () => {
    const shutting = { dialMs: 60, earlyMs: 50, notLaterMs: 60 };
    expect(loreAfterClosing({ ...known, shutting }, { ...shutAt(60), closings: 2 })?.shutting).toEqual(shutting);
  });

  it('that had to be sent again its first one is counted as lost, until one works by itself', () => {
    const again = loreAfterClosing(known, { ...shutAt(60), closings: 2 });
    const twice = loreAfterClosing(again, { ...shutAt(60), closings: 2 });
    expect([again, twice].map((lore) => lore?.firstClosingsLost)).toEqual([1, 2]);
    // With knocks before it that clear half a sequence it says nothing of one without them.
    expect(loreAfterClosing(twice, { ...shutAt(60), wasCleared: true })?.firstClosingsLost).toBe(2);
    expect(loreAfterClosing(twice, shutAt(60))?.firstClosingsLost).toBe(0);
  });

  it.each([
    ['on a good line', {}, 8, 'perhaps'],
    ['though a person said that nobody does', { sharing: 'no' }, 8, 'no'],
    ['on a line where eight may be lost', { attempts: 50, failedAttempts: 27 }, 8, undefined],
    ['on a line where two may be lost', { attempts: 50, failedAttempts: 8 }, 2, undefined],
  ] as const)('that is open after all of them others may use it (%s)', (_, more, closings, sharing) => {
    const before: GateLore = { ...known, ...more };
    const after = loreAfterClosing(before, { isShut: false, closings, looks: [], answer: undefined });
    expect(after).toMatchObject({ isShut: false });
    expect(after?.sharing).toBe(sharing);
  });
});

it('a gate that is found open is perhaps shared, unless a person has said otherwise, and is looked at again', () => {
  expect(loreAfterFoundOpen(makeLore())).toMatchObject({ isShut: false, sharing: 'perhaps' });
  expect(loreAfterFoundOpen(makeLore({ sharing: 'no' }))).toMatchObject({ isShut: false, sharing: 'no' });
});
