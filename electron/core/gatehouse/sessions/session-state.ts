import type { SessionState } from '../../../shared/views/session-view.ts';

/** A session that is started again is another one, in the same tab. */
const moves: Readonly<Record<SessionState, readonly SessionState[]>> = {
  opening: ['live', 'ending', 'ended'],
  live: ['ending'],
  ending: ['ended'],
  ended: [],
};

/** Whether a session may go from one state to another; staying is always legal. */
export function isLegalSessionMove(from: SessionState, to: SessionState): boolean {
  return from === to || moves[from].includes(to);
}
