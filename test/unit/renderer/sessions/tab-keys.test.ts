import { expect, test } from 'vitest';
import { tabAction, tabAfter } from '../../../../renderer/sessions/tab-keys.ts';

const press = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...modifiers,
});

test('Ctrl+Tab goes round, on every system', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(tabAction(press('Tab', { ctrlKey: true }), platform)).toEqual({ kind: 'next' });
    expect(tabAction(press('Tab', { ctrlKey: true, shiftKey: true }), platform)).toEqual({ kind: 'previous' });
  }
});

test('a number takes to a tab, and 9 to the last', () => {
  expect(tabAction(press('2', { ctrlKey: true }), 'linux')).toEqual({ kind: 'select', place: 1 });
  expect(tabAction(press('9', { metaKey: true }), 'darwin')).toEqual({ kind: 'select', place: 'last' });
  expect(tabAction(press('2', { metaKey: true }), 'linux')).toBeUndefined();
});

test('Ctrl+W stays the shell’s; Ctrl+Shift+W and ⌘W close', () => {
  expect(tabAction(press('w', { ctrlKey: true }), 'linux')).toBeUndefined();
  expect(tabAction(press('W', { ctrlKey: true, shiftKey: true }), 'linux')).toEqual({ kind: 'close' });
  expect(tabAction(press('w', { metaKey: true }), 'darwin')).toEqual({ kind: 'close' });
});

test('tabs go round in a ring', () => {
  const ids = ['a', 'b', 'c'];
  expect(tabAfter({ kind: 'next' }, ids, 'c')).toBe('a');
  expect(tabAfter({ kind: 'previous' }, ids, 'a')).toBe('c');
  expect(tabAfter({ kind: 'select', place: 'last' }, ids, 'a')).toBe('c');
  expect(tabAfter({ kind: 'select', place: 6 }, ids, 'a')).toBeUndefined();
  expect(tabAfter({ kind: 'next' }, [], undefined)).toBeUndefined();
});
