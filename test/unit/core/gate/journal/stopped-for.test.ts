import { expect, it } from 'vitest';
import { watchStopped } from '../../../../../electron/core/gate/journal/stopped-for.ts';

it('counts from the first look that found it stopped', () => {
  const watch = watchStopped();
  expect([0, 400, 800].map((nowMs) => watch.seen('one', true, nowMs))).toEqual([0, 400, 800]);
});

it('begins anew when it has run in between', () => {
  const watch = watchStopped();
  const looks = [true, true, false, true, true].map((isStopped, index) => watch.seen('one', isStopped, index * 100));
  expect(looks).toEqual([0, 100, 0, 0, 100]);
});

it('begins anew after a gap in the looks: whoever looks was stopped itself', () => {
  const watch = watchStopped();
  watch.seen('one', true, 0);
  expect(watch.seen('one', true, 5000)).toBe(0);
});

it('counts for each alone', () => {
  const watch = watchStopped();
  watch.seen('one', true, 0);
  expect(watch.seen('other', true, 300)).toBe(0);
});
