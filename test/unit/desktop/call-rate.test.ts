import { expect, test } from 'vitest';
import { createCallRate } from '../../../electron/desktop/call-rate.ts';

test('so many are within the rate, and more again once the time is over', () => {
  let nowMs = 0;
  const rate = createCallRate(3, 1000, () => nowMs);
  const calls = () => Array.from({ length: 5 }, () => rate.mayCall());
  expect(calls()).toEqual([true, true, true, false, false]);
  nowMs = 999;
  expect(rate.mayCall()).toBe(false);
  nowMs = 2000;
  expect(calls()).toEqual([true, true, true, false, false]);
});
