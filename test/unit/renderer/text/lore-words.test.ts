import { expect, it } from 'vitest';
import { loreWords } from '../../../../renderer/text/lore-words.ts';

it('says what was learned, and no pace where the profile has its own', () => {
  const lore = {
    paceMs: 21,
    opensAfterMs: 31.4,
    roundTripMs: 2,
    countsDials: false,
    isBehindTaker: false,
    sharing: undefined,
  };
  expect(loreWords(lore, false)).toBe('Learned: 21 ms between knocks; it opens 31 ms after the last knock.');
  expect(loreWords(lore, true)).toBe('Learned: it opens 31 ms after the last knock.');
  expect(loreWords({ ...lore, countsDials: true }, true)).toMatch(/ms after the last knock\. Its firewall counts/);
  expect(loreWords({ ...lore, isBehindTaker: true }, true)).toMatch(/takes every connection/);
  expect(loreWords({ ...lore, sharing: 'perhaps' }, true)).toMatch(/Perhaps others use it/);
  expect(loreWords({ ...lore, sharing: 'no' }, true)).toMatch(/only you use it\.$/);
});
