import { useEffect } from 'react';
import type { WindowCommand } from '../../electron/shared/contract/contract.ts';
import { chooseImport } from '../profiles/import-profiles.ts';
import { showSession } from '../sessions/session-actions.ts';
import { changeSettings } from './change-settings.ts';
import { client } from './client.ts';
import { useDesk } from './desk-store.ts';
import { isSomethingInFront } from './in-front.ts';
import { focusSearch } from './search-focus.ts';
import { openSheet } from './sheet-store.ts';
import { windowKey } from './window-keys.ts';

/** Obeys the window's own keys, and what a menu or the tray asks of the window. Closing a tab is the tabs' affair. */
export function useWindowCommands(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isInTerminal = event.target instanceof Element && event.target.closest('.xterm') !== null;
      const name = windowKey(event, useDesk.getState().app.platform, isInTerminal);
      if (name === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      obey({ name });
    };
    // Before the terminal hears of the key.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    const stop = client.on('command', obey);
    return () => {
      stop();
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);
}

function obey(command: WindowCommand): void {
  if (command.name === 'show-session') showSession(command.id);
  // What is in front is answered first: a second sheet would take what was typed into the first one with it.
  if (isSomethingInFront()) return;
  switch (command.name) {
    case 'show-session':
    case 'close-tab':
      break;
    case 'new-profile':
      openSheet({ kind: 'editor', profileId: undefined });
      break;
    case 'settings':
      openSheet({ kind: 'settings' });
      break;
    case 'import':
      void chooseImport();
      break;
    case 'search':
      focusSearch();
      break;
    case 'toggle-sidebar':
      void changeSettings({ isSidebarHidden: !useDesk.getState().settings.isSidebarHidden });
      break;
  }
}
