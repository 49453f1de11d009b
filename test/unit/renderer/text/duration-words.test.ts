import { describe, expect, it } from 'vitest';
import {
  ageWords,
  countdownWords,
  durationWords,
  momentWords,
  ordinalWords,
} from '../../../../renderer/text/duration-words.ts';

describe('an age', () => {
  it.each([
    [0, '0 s'],
    [40_000, '40 s'],
    [60_000, '1 min'],
    [59 * 60_000, '59 min'],
    [3 * 3_600_000, '3 h'],
    [49 * 3_600_000, '2 d'],
  ])('of %i ms', (ageMs, words) => {
    expect(ageWords(ageMs)).toBe(words);
  });
});

describe('a countdown', () => {
  it.each([
    [-5, '0 s'],
    [1, '1 s'],
    [41_200, '42 s'],
    [60_000, '60 s'],
    [60_001, '2 min'],
    [3_600_000, '60 min'],
    [3_600_001, '2 h'],
  ])('of %i ms is never less than is left', (leftMs, words) => {
    expect(countdownWords(leftMs)).toBe(words);
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [300, '300 ms'],
    [1000, '1 s'],
    [1540, '1.5 s'],
    [12_400, '12 s'],
  ])('of %i ms', (durationMs, words) => {
    expect(durationWords(durationMs)).toBe(words);
  });
});

describe('a moment', () => {
  it.each([
    [0, '0 ms'],
    [74.4, '74 ms'],
    [999, '999 ms'],
    [1240, '1.24 s'],
    [12_345, '12.3 s'],
  ])('of %f ms grows coarser as it grows', (atMs, words) => {
    expect(momentWords(atMs)).toBe(words);
  });
});

it('a place in a row is named as it is spoken', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 112].map(ordinalWords).join(' ')).toBe(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 112th',
  );
});
