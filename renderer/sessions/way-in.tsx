import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { placeWords } from '../text/place-words.ts';
import { GateMark } from '../ui/gate-mark.tsx';
import { connectMark } from './connect-mark.ts';
import { isPaneFocused } from './pane-focus.ts';

export interface WayInProps {
  readonly session: SessionView;
  readonly title: string;
  /** The one button of this view: Cancel and Try again stand at the same place. */
  readonly action: ReactNode;
  readonly onEscape?: (() => void) | undefined;
  readonly children: ReactNode;
  /** Under both columns. */
  readonly below?: ReactNode;
}

/**
 * The frame of a connect and of its failure: the large mark with its one button, which stay in sight, and beside it what
 * is to be read.
 */
export function WayIn({ session, title, action, onEscape, children, below }: WayInProps) {
  const view = useRef<HTMLElement>(null);
  const { state, knocked, isDialling } = connectMark(session);

  useEffect(() => {
    if (isPaneFocused()) view.current?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onEscape?.();
  };
  return (
    <section
      ref={view}
      tabIndex={-1}
      data-pane-focus=""
      aria-label={`${session.name}: ${title}`}
      onKeyDown={onKeyDown}
      className="@container absolute inset-0 overflow-x-hidden overflow-y-auto bg-surface outline-none"
    >
      <div className="mx-auto grid max-w-180 gap-x-6 gap-y-5 px-6 pt-[clamp(1.25rem,8vh,7.5rem)] pb-8 @sm:grid-cols-[5.5rem_minmax(0,1fr)] @xl:grid-cols-[9rem_minmax(0,1fr)] @xl:gap-x-10 @xl:px-8">
        <div className="max-w-36">
          <div className="flex flex-col items-stretch gap-5 @sm:sticky @sm:top-5">
            <GateMark
              state={state}
              knocked={knocked}
              size={144}
              label=""
              isDialling={isDialling}
              className="mx-auto h-auto w-full max-w-22 @xl:max-w-none"
            />
            {action}
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <header className="flex flex-col">
            <h1 className="text-xl font-semibold break-words">{title}</h1>
            <p data-selectable="" className="truncate font-mono text-sm text-faint">
              {session.user}@{placeWords(session)}
            </p>
          </header>
          {children}
        </div>
        {below !== undefined && <div className="min-w-0 pt-3 @sm:col-span-2">{below}</div>}
      </div>
    </section>
  );
}
