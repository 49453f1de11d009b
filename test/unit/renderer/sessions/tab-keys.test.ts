import { expect, test } from 'vitest';
import { tabAction, tabAfter } from '../../../../renderer/sessions/tab-keys.ts';
import { press } from '../../../support/press.ts';

test('Ctrl+Tab goes round, on every system', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(tabAction(press('Tab', 'ctrl'), platform)).toEqual({ kind: 'next' });
    expect(tabAction(press('Tab', 'ctrl', 'shift'), platform)).toEqual({ kind: 'previous' });
  }
});

test('a number takes to a tab, and 9 to the last', () => {
  expect(tabAction(press('2', 'ctrl'), 'linux')).toEqual({ kind: 'select', place: 1 });
  expect(tabAction(press('9', 'meta'), 'darwin')).toEqual({ kind: 'select', place: 'last' });
  expect(tabAction(press('2', 'meta'), 'linux')).toBeUndefined();
});

test('Ctrl+W stays the shell’s; Ctrl+Shift+W and ⌘W close', () => {
  expect(tabAction(press('w', 'ctrl'), 'linux')).toBeUndefined();
  expect(tabAction(press('W', 'ctrl', 'shift'), 'linux')).toEqual({ kind: 'close' });
  expect(tabAction(press('w', 'meta'), 'darwin')).toEqual({ kind: 'close' });
});

test('tabs go round in a ring', () => {
  const ids = ['a', 'b', 'c'];
  expect(tabAfter({ kind: 'next' }, ids, 'c')).toBe('a');
  expect(tabAfter({ kind: 'previous' }, ids, 'a')).toBe('c');
  expect(tabAfter({ kind: 'select', place: 'last' }, ids, 'a')).toBe('c');
  expect(tabAfter({ kind: 'select', place: 6 }, ids, 'a')).toBeUndefined();
  expect(tabAfter({ kind: 'next' }, [], undefined)).toBeUndefined();
});
