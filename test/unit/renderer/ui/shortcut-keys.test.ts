import { expect, test } from 'vitest';
import { shortcutKeys } from '../../../../renderer/ui/shortcut-keys.ts';

test.each([
  ['Mod+K', ['⌘', 'K'], ['Ctrl', 'K']],
  ['Mod+Shift+Enter', ['⌘', '⇧', '↩'], ['Ctrl', 'Shift', 'Enter']],
  ['Alt+Up', ['⌥', '↑'], ['Alt', '↑']],
  ['Escape', ['⎋'], ['Esc']],
])('%s', (shortcut, mac, other) => {
  expect(shortcutKeys(shortcut, true)).toEqual(mac);
  expect(shortcutKeys(shortcut, false)).toEqual(other);
});
