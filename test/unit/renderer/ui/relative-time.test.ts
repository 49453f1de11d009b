import { expect, test } from 'vitest';
import { relativeTime } from '../../../../renderer/ui/relative-time.ts';

test.each([
  [-5000, 'now'],
  [0, 'now'],
  [59_999, 'now'],
  [60_000, '1 min'],
  [12 * 60_000 + 30_000, '12 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [86_399_999, '23 h'],
  [86_400_000, '1 d'],
  [40 * 86_400_000, '40 d'],
])('%d ms is %s', (spanMs, words) => {
  expect(relativeTime(spanMs)).toBe(words);
});
