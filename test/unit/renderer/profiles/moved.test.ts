import { expect, it } from 'vitest';
import { moved } from '../../../../renderer/profiles/moved.ts';

const list = ['a', 'b', 'c'];

it.each([
  [0, 2, ['b', 'c', 'a']],
  [2, 0, ['c', 'a', 'b']],
])('moves what is at %i to %i', (from, to, expected) => {
  expect(moved(list, from, to)).toEqual(expected);
});

it.each([
  [0, -1],
  [2, 3],
  [-1, 0],
  [1, 1],
])('stays where there is nowhere to go: %i to %i', (from, to) => {
  expect(moved(list, from, to)).toBe(list);
});
