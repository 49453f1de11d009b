import { useEffect, useRef } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { KeyboardHint } from '../ui/keyboard-hint.tsx';
import { endWords } from './ending-words.ts';
import { GateFate } from './gate-fate.tsx';
import { closeTab, restartSession } from './session-actions.ts';

/** Under the last words of a session: how it ended, what becomes of its gate, and the ways on. The text stays readable. */
export function EndedBar({ session }: { readonly session: SessionView }) {
  const reconnect = useRef<HTMLButtonElement>(null);
  const hasEnded = session.state === 'ended';
  const end = session.end === undefined ? undefined : endWords(session.end);

  useEffect(() => {
    // Who was at the terminal goes on by Enter; who is elsewhere stays there.
    const { activeElement } = document;
    const isHere = activeElement === document.body || activeElement?.closest('[role=tabpanel]') != null;
    if (hasEnded && isHere) reconnect.current?.focus();
  }, [hasEnded]);

  return (
    <section
      aria-label="Session over"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line-strong bg-raised px-4 py-2.5"
    >
      <div className="flex min-w-60 flex-1 flex-col">
        {end !== undefined && <span className={classNames('font-medium', end.isBad && 'text-stuck')}>{end.text}</span>}
        <GateFate session={session} />
      </div>
      <div className="flex gap-2">
        <Button tone="ghost" onClick={() => closeTab(session)}>
          Close tab
        </Button>
        <Button
          ref={reconnect}
          tone="primary"
          disabled={!hasEnded}
          // The Enter that ended the shell may still be held down.
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          onClick={() => restartSession(session.id)}
        >
          Reconnect
          <KeyboardHint shortcut="Enter" className="text-on-fill!" />
        </Button>
      </div>
    </section>
  );
}
