import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { client } from '../app/client.ts';
import { useDesk } from '../app/desk-store.ts';
import { orTell, tellFailure } from '../app/toasts.ts';
import { askInPane } from '../terminal/pane-questions.ts';
import { showToast } from '../ui/toast.tsx';
import { focusPane } from './pane-focus.ts';
import { reportText } from './report-text.ts';

/** Tabs that go as soon as their session has ended. */
const leaving = new Set<string>();

/** Starts a session in a new tab, in front. A failure is told in a toast: there is no tab yet. */
export async function startSession(profileId: string): Promise<void> {
  const { terminalSize, addSession } = useDesk.getState();
  try {
    addSession(await client.call('sessions.start', { profileId, ...terminalSize }));
    focusPane();
  } catch (thrown) {
    tellFailure(thrown);
  }
}

/** Brings a tab to the front because a person asks for it, and the focus into its pane. */
export function showSession(id: string): void {
  useDesk.getState().selectSession(id);
  focusPane();
}

/** Cancels a session that opens, ends one that lives. */
export function endSession(id: string): void {
  client.call('sessions.end', { id }).catch(tellFailure);
}

/** Starts an ended session again in its tab. */
export function restartSession(id: string): void {
  leaving.delete(id);
  const { terminalSize } = useDesk.getState();
  client
    .call('sessions.restart', { id, ...terminalSize })
    .catch(tellFailure)
    .then(focusPane);
}

/** Closes a tab: at once where nothing lives in it, else when its session has ended. A live one is asked about once. */
export function closeTab({ id, state }: SessionView): void {
  if (state === 'live' && useDesk.getState().settings.confirmClosingLive) {
    askInPane(id, { kind: 'close' });
    showSession(id);
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
