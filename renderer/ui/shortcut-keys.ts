const macKeys: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Escape: '⎋',
  Backspace: '⌫',
  Delete: '⌦',
  Tab: '⇥',
};

const otherKeys: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Control: 'Ctrl',
  Escape: 'Esc',
  Delete: 'Del',
};

const everywhereKeys: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→' };

/**
 * The keys of a shortcut, each as it is printed for a person.
 * @param shortcut keys joined by `+`, as in `Mod+Shift+K`; `Mod` is Command on macOS and Control elsewhere
 */
export function shortcutKeys(shortcut: string, isMac: boolean): readonly string[] {
  const keys = isMac ? macKeys : otherKeys;
  return shortcut.split('+').map((key) => keys[key] ?? everywhereKeys[key] ?? key);
}
