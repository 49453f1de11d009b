import { expect, test } from 'vitest';
import { closingPolicyOf, shutChoices, shutsItselfAtMs } from '../../../electron/shared/closing-policy.ts';
import type { GateKind } from '../../../electron/shared/profile.ts';

/** What each choice, in the order of `shutChoices`, comes to. */
const table: readonly (readonly [string, readonly GateKind[], boolean, number | undefined, readonly string[]])[] = [
  [
    'with a closing',
    ['knockd', 'timed', 'other'],
    true,
    undefined,
    ['shut', 'delayed 7', 'by-hand', 'left closes-itself'],
  ],
  [
    'with a closing, and by itself',
    ['knockd', 'timed', 'other'],
    true,
    30,
    ['shut', 'delayed 7', 'by-hand', 'left closes-itself'],
  ],
  [
    'one connection with a closing',
    ['one-connection'],
    true,
    undefined,
    ['shut', 'shut', 'shut', 'left one-connection'],
  ],
  [
    'one connection with a closing, for a while',
    ['one-connection'],
    true,
    30,
    ['shut', 'shut', 'shut', 'left one-connection'],
  ],
  ['one connection', ['one-connection'], false, undefined, shutChoices.map(() => 'left one-connection')],
  ['one connection for a while', ['one-connection'], false, 30, shutChoices.map(() => 'left one-connection')],
  ['timed', ['timed'], false, undefined, shutChoices.map(() => 'left closes-itself')],
  ['by itself', ['knockd', 'timed', 'other'], false, 30, shutChoices.map(() => 'left closes-itself')],
  [
    'without a closing',
    ['knockd', 'other'],
    false,
    undefined,
    ['left no-closing', 'left no-closing', 'left no-closing', 'left closes-itself'],
  ],
];

test.each(table)('a gate %s (%j, closing %s, open for %s s)', (_, kinds, hasClosing, opensForS, endings) => {
  for (const kind of kinds) {
    const found = shutChoices.map((shutWhen) =>
      Object.values(closingPolicyOf({ kind, hasClosing, shutWhen, shutDelayS: 7, opensForS })).join(' '),
    );
    expect(found).toEqual(endings);
  }
});

test('the table has every combination', () => {
  expect(table.reduce((sum, [, kinds]) => sum + kinds.length, 0)).toBe(4 * 2 * 2);
});

test('a server shuts by itself counted from the opening', () => {
  expect(shutsItselfAtMs({ opensForS: 30 }, 1000)).toBe(31_000);
  expect(shutsItselfAtMs({ opensForS: undefined }, 1000)).toBeUndefined();
});
