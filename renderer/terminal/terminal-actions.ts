import { create } from 'zustand';
import { defaultSettings, settingsSchema } from '../../electron/shared/views/settings.ts';
import { changeSettings } from '../app/change-settings.ts';
import { client } from '../app/client.ts';
import { useDesk } from '../app/desk-store.ts';
import { tellFailure } from '../app/toasts.ts';
import type { LiveTerminal } from './live-terminal.ts';
import { askInPane } from './pane-questions.ts';
import { cleanPaste, linesToConfirm } from './paste-cleaning.ts';
import type { TerminalAction } from './terminal-keys.ts';

/** The session whose search bar is open. */
export const useSearching = create<{ readonly sessionId: string | undefined }>()(() => ({ sessionId: undefined }));

/** Does what a key or a menu asks of a session's terminal. */
export function actOnTerminal(action: TerminalAction, sessionId: string, terminal: LiveTerminal): void {
  if (action === 'copy') copySelection(terminal);
  else if (action === 'paste') void pasteFromClipboard(sessionId, terminal);
  else if (action === 'search') useSearching.setState({ sessionId });
  else setFontPx(action);
}

/** Copies what is marked, where something is. */
export function copySelection(terminal: LiveTerminal): void {
  const text = terminal.selection();
  if (text !== '') client.call('clipboard.write', { text }).catch(tellFailure);
}

/** Pastes a text; one that would send a line is shown first, unless the settings say otherwise. */
export function pasteInto(sessionId: string, terminal: LiveTerminal, text: string): void {
  const cleaned = cleanPaste(text);
  const lines = linesToConfirm(cleaned);
  if (lines !== undefined && useDesk.getState().settings.confirmPaste) {
    askInPane(sessionId, { kind: 'paste', text: cleaned, lines });
  } else if (cleaned !== '') {
    terminal.paste(cleaned);
  }
}

async function pasteFromClipboard(sessionId: string, terminal: LiveTerminal): Promise<void> {
  try {
    pasteInto(sessionId, terminal, await client.call('clipboard.read'));
  } catch (thrown) {
    tellFailure(thrown);
  }
}

function setFontPx(size: 'larger' | 'smaller' | 'usual-size'): void {
  const present = useDesk.getState().settings.terminalFontPx;
  const wanted = { larger: present + 1, smaller: present - 1, 'usual-size': defaultSettings.terminalFontPx }[size];
  const { success, data } = settingsSchema.shape.terminalFontPx.safeParse(wanted);
  if (success) void changeSettings({ terminalFontPx: data });
}
