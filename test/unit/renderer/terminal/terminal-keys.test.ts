import { expect, test } from 'vitest';
import { terminalAction } from '../../../../renderer/terminal/terminal-keys.ts';

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

test('Ctrl and a letter stay the server’s', () => {
  for (const key of ['c', 'v', 'f', 'w', 'k']) {
    expect(terminalAction(press(key, { ctrlKey: true }), 'linux')).toBeUndefined();
  }
});

test('with Shift they are the terminal’s', () => {
  const keys = { ctrlKey: true, shiftKey: true };
  expect(['C', 'V', 'F', 'X'].map((key) => terminalAction(press(key, keys), 'win32'))).toEqual([
    'copy',
    'paste',
    'search',
    undefined,
  ]);
});

test('on macOS ⌘ alone is enough, and Ctrl is the server’s', () => {
  expect(terminalAction(press('c', { metaKey: true }), 'darwin')).toBe('copy');
  expect(terminalAction(press('c', { metaKey: true, shiftKey: true }), 'darwin')).toBeUndefined();
  expect(terminalAction(press('C', { ctrlKey: true, shiftKey: true }), 'darwin')).toBeUndefined();
});

test('the size of the letters changes wherever plus and minus are', () => {
  expect(terminalAction(press('+', { ctrlKey: true, shiftKey: true }), 'linux')).toBe('larger');
  expect(terminalAction(press('=', { ctrlKey: true }), 'linux')).toBe('larger');
  expect(terminalAction(press('-', { ctrlKey: true }), 'linux')).toBe('smaller');
  expect(terminalAction(press('0', { ctrlKey: true }), 'linux')).toBe('usual-size');
  expect(terminalAction(press('_', { ctrlKey: true, shiftKey: true }), 'linux')).toBeUndefined();
});
