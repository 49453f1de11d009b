import { expect, it } from 'vitest';
import { hopsOf } from '../../../electron/shared/way-in.ts';

const among = (ways: Readonly<Record<string, string | undefined>>) => (id: string) =>
  id in ways ? { via: ways[id] } : undefined;

it('follows each way in to the outermost', () => {
  expect(hopsOf('a', among({ a: undefined }))).toEqual([]);
  expect(hopsOf('a', among({ a: 'b', b: 'c', c: undefined }))).toEqual(['c', 'b']);
});

it.each([{ a: 'a' }, { a: 'b', b: 'a' }, { a: 'b', b: 'c', c: 'b' }])('never ends in a circle: %j', (ways) => {
  expect(hopsOf('a', among(ways))).toBe('loop');
});

it('says what is not there, and what is too far', () => {
  expect(hopsOf('a', among({ a: 'b' }))).toBe('unknown');
  const four = { a: 'b', b: 'c', c: 'd', d: 'e', e: undefined };
  expect(hopsOf('a', among(four))).toEqual(['e', 'd', 'c', 'b']);
  expect(hopsOf('a', among({ ...four, e: 'f', f: undefined }))).toBe('too-long');
});
