import { useEffect, useRef } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/button.tsx';
import { KeyboardHint } from '../ui/keyboard-hint.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { endWords } from './ending-words.ts';
import { isPaneFocused } from './pane-focus.ts';
import { endSession, restartSession } from './session-actions.ts';
import { timelineLines } from './timeline-words.ts';

/** Whether a tab is on its way back to a session that was lost, or will be. */
export function isReconnecting({ state, isResumed, reconnectAtMs }: SessionView): boolean {
  return reconnectAtMs !== undefined || (isResumed && state === 'opening');
}

/** Under the last words of a session that was lost: when it begins anew by itself, and the ways to have it otherwise. */
export function ReconnectBar({ session }: { readonly session: SessionView }) {
  const now = useRef<HTMLButtonElement>(null);
  const { id, end, reconnectAtMs } = session;
  const isDue = reconnectAtMs !== undefined;
  const nowMs = useNow(250, isDue);
  // What has come back is not what is waited for.
  const step = timelineLines(session.timeline).findLast(({ kind }) => kind !== 'plain')?.words;

  useEffect(() => {
    if (isDue && isPaneFocused()) now.current?.focus();
  }, [isDue]);

  return (
    <section
      aria-label="Reconnecting"
      className="flex shrink-0 items-center gap-x-4 border-t border-line bg-sunken py-2 pr-2 pl-3"
    >
      <p className="min-w-0 flex-1 text-pretty">
        {end !== undefined && <span className="font-medium text-stuck">{endWords(end).text} </span>}
        {isDue ? (
          // Each second is for the eye alone.
          <span role="timer" aria-live="off" className="text-muted tabular-nums">
            Reconnecting in {secondsUntil(reconnectAtMs, nowMs)} s
          </span>
        ) : (
          <>
            <span role="status" className="inline-flex items-center gap-2 align-bottom text-muted">
              <Spinner />
              Reconnecting
            </span>
            {step !== undefined && <span className="text-faint"> · {step}</span>}
          </>
        )}
      </p>
      <div className="flex shrink-0 gap-1">
        <Button tone="ghost" onClick={() => endSession(id)}>
          Cancel
        </Button>
        <Button
          ref={now}
          tone="primary"
          disabled={!isDue}
          data-pane-focus=""
          // As wide without the hint: what stands beside it must not move from under the pointer.
          className="min-w-24"
          onClick={() => restartSession(id)}
        >
          Now
          <KeyboardHint shortcut="Enter" className="hidden text-on-fill! in-focus:inline" />
        </Button>
      </div>
    </section>
  );
}

function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((atMs - nowMs) / 1000));
}
