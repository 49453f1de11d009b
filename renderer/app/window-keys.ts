import type { AppView } from '../../electron/shared/views/snapshot.ts';

/** What of a key press decides its meaning; a DOM KeyboardEvent has it. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Whether a key is pressed with the one that makes commands: ⌘ on macOS, Ctrl elsewhere, and not with both. */
export function isWithMain({ metaKey, ctrlKey }: KeyPress, isMac: boolean): boolean {
  return isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
}

export type WindowKey = 'search' | 'new-profile' | 'settings' | 'toggle-sidebar';

const letters: Readonly<Record<string, WindowKey>> = {
  k: 'search',
  n: 'new-profile',
  ',': 'settings',
  // With Shift on the layouts that have it there.
  '<': 'settings',
  b: 'toggle-sidebar',
};

/**
 * What a key does to the window, wherever the focus is; undefined for every other key. In a terminal Ctrl and a letter are
 * the shell's: there the window's keys are with Shift besides, where there is no ⌘. A comma is no shell's.
 */
export function windowKey(
  press: KeyPress,
  platform: AppView['platform'],
  isInTerminal: boolean,
): WindowKey | undefined {
  if (press.altKey) return undefined;
  const isMac = platform === 'darwin';
  if (!isWithMain(press, isMac) || (press.shiftKey && isMac)) return undefined;
  const key = letters[press.key.toLowerCase()];
  const isShells = isInTerminal && !isMac && !press.shiftKey && key !== 'settings';
  return isShells ? undefined : key;
}
