import { describe, expect, it } from 'vitest';
import { windowKey } from '../../../../renderer/app/window-keys.ts';
import { press } from '../../../support/press.ts';

describe('a key of the window', () => {
  it('is with Ctrl, and with ⌘ on macOS', () => {
    expect(windowKey(press('k', 'ctrl'), 'linux', false)).toBe('search');
    expect(windowKey(press('k', 'meta'), 'darwin', false)).toBe('search');
    expect(windowKey(press('k', 'meta'), 'linux', false)).toBeUndefined();
    expect(windowKey(press('k', 'ctrl'), 'darwin', false)).toBeUndefined();
  });

  it('leaves Ctrl and a letter to the shell in a terminal, and takes them with Shift', () => {
    expect(windowKey(press('k', 'ctrl'), 'linux', true)).toBeUndefined();
    expect(windowKey(press('K', 'ctrl', 'shift'), 'linux', true)).toBe('search');
    expect(windowKey(press('k', 'meta'), 'darwin', true)).toBe('search');
  });

  it('is the comma in a terminal too, since no shell has a use for it', () => {
    expect(windowKey(press(',', 'ctrl'), 'linux', true)).toBe('settings');
  });

  it('is none without the key for it, or with Alt', () => {
    expect(windowKey(press('k'), 'linux', false)).toBeUndefined();
    expect(windowKey(press('n', 'ctrl', 'alt'), 'linux', false)).toBeUndefined();
    expect(windowKey(press('x', 'ctrl'), 'linux', false)).toBeUndefined();
  });
});
