import { useEffect, useRef } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { KeyboardHint } from '../ui/keyboard-hint.tsx';
import { endWords } from './ending-words.ts';
import { GateFate } from './gate-fate.tsx';
import { isPaneFocused } from './pane-focus.ts';
import { closeTab, restartSession } from './session-actions.ts';

/** Under the last words of a session: how it ended, what becomes of its gate, and the ways on. The text stays readable. */
export function EndedBar({ session }: { readonly session: SessionView }) {
  const reconnect = useRef<HTMLButtonElement>(null);
  const hasEnded = session.state === 'ended';
  const end = session.end === undefined ? undefined : endWords(session.end);

  useEffect(() => {
    // Who was at the terminal goes on by Enter; who is elsewhere stays there.
    if (hasEnded && isPaneFocused()) reconnect.current?.focus();
  }, [hasEnded]);

  return (
    <section
      aria-label="Session over"
      className="flex shrink-0 items-center gap-x-4 border-t border-line bg-sunken py-2 pr-2 pl-3"
    >
      <p className="min-w-0 flex-1 text-pretty">
        {end !== undefined && <span className={classNames('font-medium', end.isBad && 'text-stuck')}>{end.text} </span>}
        <GateFate session={session} />
      </p>
      <div className="flex shrink-0 gap-1">
        <Button tone="ghost" onClick={() => closeTab(session)}>
          Close tab
        </Button>
        <Button
          ref={reconnect}
          tone="primary"
          disabled={!hasEnded}
          data-pane-focus=""
          // As wide without the hint: what stands beside it must not move from under the pointer.
          className="min-w-34"
          onClick={() => restartSession(session.id)}
        >
          Reconnect
          <KeyboardHint shortcut="Enter" className="hidden text-on-fill! in-focus:inline" />
        </Button>
      </div>
    </section>
  );
}
