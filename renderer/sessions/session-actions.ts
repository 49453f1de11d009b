import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { client } from '../app/client.ts';
import { useDesk } from '../app/desk-store.ts';
import { orTell, tellFailure } from '../app/toasts.ts';
import { askInPane } from '../terminal/pane-questions.ts';
import { showToast } from '../ui/toast.tsx';
import { reportText } from './report-text.ts';

/** Tabs that go as soon as their session has ended. */
const leaving = new Set<string>();

/** Cancels a session that opens, ends one that lives. */
export function endSession(id: string): void {
  client.call('sessions.end', { id }).catch(tellFailure);
}

/** Starts an ended session again in its tab. */
export function restartSession(id: string): void {
  leaving.delete(id);
  const { terminalSize } = useDesk.getState();
  void orTell(client.call('sessions.restart', { id, ...terminalSize }));
}

/** Closes a tab: at once where nothing lives in it, else when its session has ended. A live one is asked about once. */
export function closeTab({ id, state }: SessionView): void {
  const { settings, selectSession } = useDesk.getState();
  if (state === 'live' && settings.confirmClosingLive) {
    selectSession(id);
    askInPane(id, { kind: 'close' });
  } else {
    closeTabNow(id);
  }
}

/** Closes a tab without a question. The gate of a live session is shut on the way. */
export function closeTabNow(id: string): void {
  const session = useDesk.getState().sessions.find((other) => other.id === id);
  if (session === undefined) return;
  if (session.state === 'ended') {
    dismiss(id);
  } else {
    leaving.add(id);
    if (session.state !== 'ending') endSession(id);
  }
}

useDesk.subscribe(({ sessions }, before) => {
  if (leaving.size === 0 || sessions === before.sessions) return;
  for (const { id, state } of sessions) {
    if (state === 'ended' && leaving.delete(id)) dismiss(id);
  }
});

function dismiss(id: string): void {
  client.call('sessions.dismiss', { id }).catch(tellFailure);
}

/** Puts the report of a failed connect on the clipboard. */
export async function copyReport(session: SessionView): Promise<void> {
  const text = reportText(session, useDesk.getState().app);
  if (await orTell(client.call('clipboard.write', { text }))) {
    showToast({ title: 'Report copied', description: 'It holds no password and no port of the sequence.' });
  }
}
