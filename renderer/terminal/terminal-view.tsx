import { useEffect, useRef } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { isPaneFocused } from '../sessions/pane-focus.ts';
import { useSearching } from './terminal-actions.ts';
import { TerminalSearch } from './terminal-search.tsx';
import { terminalOf } from './terminals.ts';

export interface TerminalViewProps {
  readonly session: SessionView;
  /** False while something else is in its place: it is measured all the same, and the server told its size. */
  readonly isInSight: boolean;
  /** Something is asked over it. */
  readonly isAsked: boolean;
}

/** The place in the pane where a session's terminal is shown. The terminal itself is not React's. */
export function TerminalView({ session, isInSight, isAsked }: TerminalViewProps) {
  const { id, state } = session;
  const host = useRef<HTMLDivElement>(null);
  const terminal = terminalOf(session);
  const isSearching = useSearching(({ sessionId }) => sessionId === id) && isInSight;

  useEffect(() => (host.current === null ? undefined : terminal.showIn(host.current)), [terminal]);

  const wantsFocus = isInSight && !isAsked && state === 'live';
  useEffect(() => {
    if (wantsFocus && isPaneFocused()) terminal.focus();
  }, [terminal, wantsFocus]);

  return (
    <div
      className="relative flex min-h-0 flex-1"
      inert={!isInSight}
      style={{ visibility: isInSight ? 'visible' : 'hidden' }}
    >
      <div ref={host} className="min-h-0 min-w-0 flex-1" />
      {isSearching && <TerminalSearch terminal={terminal} session={session} />}
    </div>
  );
}
