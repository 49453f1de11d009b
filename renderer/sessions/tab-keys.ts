import type { AppView } from '../../electron/shared/views/snapshot.ts';
import { isWithMain, type KeyPress } from '../app/window-keys.ts';
import { nextInRing } from '../ui/next-in-ring.ts';

export type TabAction =
  | { readonly kind: 'next' | 'previous' | 'close' }
  /** `place` counts from 0; the last tab is meant by 9, however many there are. */
  | { readonly kind: 'select'; readonly place: number | 'last' };

/** What a key does to the tabs, wherever the focus is; undefined for every other key. */
export function tabAction(press: KeyPress, platform: AppView['platform']): TabAction | undefined {
  if (press.altKey) return undefined;
  const isMac = platform === 'darwin';
  // ⌘Tab belongs to macOS: there it is Ctrl+Tab too.
  if (press.key === 'Tab' && press.ctrlKey && !press.metaKey) return { kind: press.shiftKey ? 'previous' : 'next' };
  if (!isWithMain(press, isMac)) return undefined;
  // Ctrl+W alone is the shell's: it takes back a word.
  if (press.key.toLowerCase() === 'w' && press.shiftKey !== isMac) return { kind: 'close' };
  if (press.shiftKey || !/^[1-9]$/.test(press.key)) return undefined;
  return { kind: 'select', place: press.key === '9' ? 'last' : Number(press.key) - 1 };
}

/** The id of the tab that an action brings to the front; undefined where there is none. */
export function tabAfter(
  action: Exclude<TabAction, { readonly kind: 'close' }>,
  ids: readonly string[],
  selected: string | undefined,
): string | undefined {
  if (action.kind === 'select') return action.place === 'last' ? ids.at(-1) : ids[action.place];
  return nextInRing(ids, selected, action.kind === 'previous');
}
