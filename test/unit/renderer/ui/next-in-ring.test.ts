import { expect, test } from 'vitest';
import { nextInRing } from '../../../../renderer/ui/next-in-ring.ts';

test('the focus goes round in both directions and never out', () => {
  const ring = ['field', 'give up', 'send'];
  expect(nextInRing(ring, 'send', false)).toBe('field');
  expect(nextInRing(ring, 'field', true)).toBe('send');
  expect(nextInRing(ring, 'field', false)).toBe('give up');
});

test('from outside it enters at the near end', () => {
  expect(nextInRing(['field', 'send'], undefined, false)).toBe('field');
  expect(nextInRing(['field', 'send'], 'elsewhere', true)).toBe('send');
  expect(nextInRing([], 'x', false)).toBeUndefined();
});
