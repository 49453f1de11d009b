import { useEffect } from 'react';
import { client } from '../app/client.ts';
import { useDesk } from '../app/desk-store.ts';
import { isSomethingInFront } from '../app/in-front.ts';
import { closeTab, showSession } from './session-actions.ts';
import { tabAction, tabAfter } from './tab-keys.ts';

/** Obeys the keys of the tabs, wherever the focus is, and the menu's word to close one. */
export function useSessionKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { app, sessions, selectedSessionId } = useDesk.getState();
      const action = tabAction(event, app.platform);
      if (action === undefined) return;
      event.preventDefault();
      if (isSomethingInFront()) return;
      if (action.kind === 'close') {
        closeSelected();
        return;
      }
      const ids = sessions.map(({ id }) => id);
      const next = tabAfter(action, ids, selectedSessionId);
      if (next !== undefined) showSession(next);
    };
    window.addEventListener('keydown', onKeyDown);
    const stop = client.on('command', ({ name }) => {
      if (name === 'close-tab' && !isSomethingInFront()) closeSelected();
    });
    return () => {
      stop();
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function closeSelected(): void {
  const { sessions, selectedSessionId } = useDesk.getState();
  const selected = sessions.find(({ id }) => id === selectedSessionId);
  if (selected !== undefined) closeTab(selected);
}
