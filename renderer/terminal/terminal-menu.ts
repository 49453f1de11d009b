import type { MenuItem } from '../ui/menu-item.ts';
import { windowShortcut } from '../ui/platform.ts';
import type { LiveTerminal } from './live-terminal.ts';
import { actOnTerminal } from './terminal-actions.ts';

/** The context menu of a terminal. */
export function terminalMenu(
  sessionId: string,
  terminal: LiveTerminal,
  { hasSelection, isLive }: { readonly hasSelection: boolean; readonly isLive: boolean },
): readonly MenuItem[] {
  return [
    {
      kind: 'action',
      label: 'Copy',
      shortcut: windowShortcut('C'),
      isDisabled: !hasSelection,
      onSelect: () => actOnTerminal('copy', sessionId, terminal),
    },
    {
      kind: 'action',
      label: 'Paste',
      shortcut: windowShortcut('V'),
      isDisabled: !isLive,
      onSelect: () => actOnTerminal('paste', sessionId, terminal),
    },
    { kind: 'action', label: 'Select all', onSelect: () => terminal.selectAll() },
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Find',
      shortcut: windowShortcut('F'),
      onSelect: () => actOnTerminal('search', sessionId, terminal),
    },
    {
      kind: 'choice',
      label: 'Screen reader',
      isChecked: terminal.isReadAloud(),
      onSelect: (isOn) => terminal.readAloud(isOn),
    },
  ];
}
