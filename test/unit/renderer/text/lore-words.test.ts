import { expect, it } from 'vitest';
import { loreWords } from '../../../../renderer/text/lore-words.ts';

it('says what was learned, and no pace where the profile has its own', () => {
  const lore = { paceMs: 21, opensAfterMs: 31.4, roundTripMs: 2, countsDials: false };
  expect(loreWords(lore, false)).toBe('Learned: 21 ms between knocks; it opens 31 ms after the last.');
  expect(loreWords(lore, true)).toBe('Learned: it opens 31 ms after the last.');
  expect(loreWords({ ...lore, countsDials: true }, true)).toMatch(/ms after the last\. Its firewall counts/);
});
