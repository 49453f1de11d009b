import type { AppView } from '../../electron/shared/views/snapshot.ts';
import { isWithMain, type KeyPress } from '../app/window-keys.ts';

export type TerminalAction = 'copy' | 'paste' | 'search' | 'larger' | 'smaller' | 'usual-size';

/**
 * What a key does to the terminal itself; undefined for one that the server is to have. Where there is a ⌘ the app's keys
 * are with it, elsewhere they are with Ctrl+Shift, since Ctrl and a letter are the shell's.
 */
export function terminalAction(press: KeyPress, platform: AppView['platform']): TerminalAction | undefined {
  if (press.altKey) return undefined;
  const isMac = platform === 'darwin';
  if (!isWithMain(press, isMac)) return undefined;
  if (press.key === '+' || press.key === '=') return 'larger';
  if (press.key === '-') return 'smaller';
  if (press.key === '0' && !press.shiftKey) return 'usual-size';
  if (press.shiftKey === isMac) return undefined;
  switch (press.key.toLowerCase()) {
    case 'c':
      return 'copy';
    case 'v':
      return 'paste';
    case 'f':
      return 'search';
    default:
      return undefined;
  }
}
