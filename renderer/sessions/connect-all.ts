import { client } from '../app/client.ts';
import { useDesk } from '../app/desk-store.ts';
import { openSheet } from '../app/sheet-store.ts';
import { tellFailure } from '../app/toasts.ts';
import { focusPane } from './pane-focus.ts';

/** As many tabs are opened without a question. */
const mostUnasked = 8;

/** Starts a session for each profile under a heading; asks once before it opens many tabs. */
export function connectAll(label: string, profileIds: readonly string[]): void {
  if (profileIds.length > mostUnasked) openSheet({ kind: 'connect-all', label, profileIds });
  else void startSessions(profileIds);
}

/**
 * Starts a session for each profile, in their order, the first one in front. Profiles of one gate share its opening. What
 * cannot be started is told, and does not keep the others back.
 */
export async function startSessions(profileIds: readonly string[]): Promise<void> {
  const { terminalSize, addSession } = useDesk.getState();
  let isFirst = true;
  for (const profileId of profileIds) {
    try {
      const session = await client.call('sessions.start', { profileId, ...terminalSize });
      // The others come by their events, behind it.
      if (isFirst) addSession(session);
      if (isFirst) focusPane();
      isFirst = false;
    } catch (thrown) {
      tellFailure(thrown);
    }
  }
}
