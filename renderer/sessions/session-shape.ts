import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { isHostKeyAlarm } from './host-key-alarm.ts';

/** The failures after the login that leave nobody to type to: their tab has no terminal worth keeping. */
const withoutShell: readonly string[] = ['shell-refused'];

/** What a session's pane is made of: the way in, or the terminal. Of one that was lost the text stays in sight. */
export function paneShape(
  session: Pick<SessionView, 'state' | 'timeline' | 'end' | 'isResumed'>,
): 'connecting' | 'diagnosis' | 'terminal' {
  const { state, timeline, end, isResumed } = session;
  if (state === 'live') return 'terminal';
  if (isResumed) return end?.kind === 'failed' && isHostKeyAlarm(end.failure) ? 'diagnosis' : 'terminal';
  if (state === 'opening') return 'connecting';
  const hadShell = timeline.some(({ event }) => event === 'ready');
  if (!hadShell) return 'diagnosis';
  return end?.kind === 'failed' && withoutShell.includes(end.failure.code) ? 'diagnosis' : 'terminal';
}
