import { client } from '../app/client.ts';
import { tellFailure } from '../app/toasts.ts';
import type { LiveTerminal } from './live-terminal.ts';
import { actOnTerminal, pasteInto } from './terminal-actions.ts';

/** Shows the menu of a session's terminal, the app's own, and does what was chosen. */
export async function openTerminalMenu(sessionId: string, terminal: LiveTerminal, isLive: boolean): Promise<void> {
  try {
    const state = { canCopy: terminal.selection() !== '', canPaste: isLive, isReadAloud: terminal.isReadAloud() };
    const choice = await client.call('terminal.menu', state);
    if (choice === undefined) return;
    if (choice.kind === 'paste') pasteInto(sessionId, terminal, choice.text);
    else if (choice.kind === 'select-all') terminal.selectAll();
    else if (choice.kind === 'read-aloud') terminal.readAloud(choice.isOn);
    else actOnTerminal(choice.kind, sessionId, terminal);
  } catch (thrown) {
    tellFailure(thrown);
  }
}
