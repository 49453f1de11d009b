import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { classNames } from '../ui/class-names.ts';
import { GateMark } from '../ui/gate-mark.tsx';
import { connectMark } from './connect-mark.ts';

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

/** The frame of a connect and of its failure: the large mark with its one button, and beside it what is to be read. */
export function WayIn({ session, title, action, onEscape, children, below }: WayInProps) {
  const view = useRef<HTMLElement>(null);
  const { state, knocked, isDialling } = connectMark(session);

  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) view.current?.focus();
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
      className="absolute inset-0 overflow-y-auto bg-surface outline-none"
    >
      <div className="mx-auto grid max-w-180 grid-cols-[9rem_minmax(0,1fr)] gap-x-10 px-8 pt-[clamp(1.5rem,8vh,7.5rem)] pb-8">
        <div className="flex flex-col items-stretch gap-5">
          <GateMark
            state={state}
            knocked={knocked}
            size={144}
            label=""
            className={classNames(isDialling && 'connect-pulse')}
          />
          {action}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <header className="flex flex-col">
            <h1 className="text-xl font-semibold break-words">{title}</h1>
            <p data-selectable="" className="truncate font-mono text-sm text-faint">
              {session.user}@{session.host}
              {session.port === 22 ? '' : `:${session.port}`}
            </p>
          </header>
          {children}
        </div>
        {below !== undefined && <div className="col-span-2 pt-8">{below}</div>}
      </div>
    </section>
  );
}
