import type { GateState } from '../../electron/shared/views/gate-view.ts';
import type { SessionState } from '../../electron/shared/views/session-view.ts';

/**
 * Whether the line under a session has something to tell that the session's own view does not: a way in shows its gate
 * moving, and what is over says what became of it. An open gate is told always.
 */
export function needsGateBar(session: SessionState, gate: GateState): boolean {
  if (session === 'live' || gate === 'open' || gate === 'unknown') return true;
  return session === 'ended' && (gate === 'knocking' || gate === 'dialling' || gate === 'closing');
}
