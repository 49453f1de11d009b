/** True on macOS, where keys and menus are written in another way. */
export const isMac = /^mac/i.test(navigator.platform);

/**
 * A key of the window as it is true everywhere in it. Where there is no ⌘ it is with Shift: in a terminal Ctrl and a letter
 * are the shell's.
 */
export function windowShortcut(key: string): string {
  return isMac ? `Mod+${key}` : `Mod+Shift+${key}`;
}
