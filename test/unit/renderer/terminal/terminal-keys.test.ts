import { expect, test } from 'vitest';
import { terminalAction } from '../../../../renderer/terminal/terminal-keys.ts';
import { press } from '../../../support/press.ts';

test('Ctrl and a letter stay the server’s', () => {
  for (const key of ['c', 'v', 'f', 'w', 'k']) {
    expect(terminalAction(press(key, 'ctrl'), 'linux')).toBeUndefined();
  }
});

test('with Shift they are the terminal’s', () => {
  expect(['C', 'V', 'F', 'X'].map((key) => terminalAction(press(key, 'ctrl', 'shift'), 'win32'))).toEqual([
    'copy',
    'paste',
    'search',
    undefined,
  ]);
});

test('on macOS ⌘ alone is enough, and Ctrl is the server’s', () => {
  expect(terminalAction(press('c', 'meta'), 'darwin')).toBe('copy');
  expect(terminalAction(press('c', 'meta', 'shift'), 'darwin')).toBeUndefined();
  expect(terminalAction(press('C', 'ctrl', 'shift'), 'darwin')).toBeUndefined();
});

test('the size of the letters changes wherever plus and minus are', () => {
  expect(terminalAction(press('+', 'ctrl', 'shift'), 'linux')).toBe('larger');
  expect(terminalAction(press('=', 'ctrl'), 'linux')).toBe('larger');
  expect(terminalAction(press('-', 'ctrl'), 'linux')).toBe('smaller');
  expect(terminalAction(press('0', 'ctrl'), 'linux')).toBe('usual-size');
  expect(terminalAction(press('_', 'ctrl', 'shift'), 'linux')).toBeUndefined();
});
