import { useEffect, useRef } from 'react';
import { momentWords } from '../text/duration-words.ts';
import { classNames } from '../ui/class-names.ts';
import type { TimelineLine } from './timeline-words.ts';

export interface ConnectStepsProps {
  readonly lines: readonly TimelineLine[];
  /** The last line is what is happening now. */
  readonly isMoving: boolean;
}

const dots: Readonly<Record<TimelineLine['kind'], string>> = {
  plain: 'bg-control',
  leg: 'bg-ink',
  knock: 'bg-accent',
  dial: 'bg-surface inset-ring-2 inset-ring-accent',
  open: 'bg-open',
  asking: 'bg-surface inset-ring-2 inset-ring-ink',
  failed: 'bg-stuck rotate-45 rounded-none!',
};

/** What has happened so far, line by line, each with its time from the click. */
export function ConnectSteps({ lines, isMoving }: ConnectStepsProps) {
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new line that may be out of sight
  useEffect(() => {
    if (isMoving) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [isMoving, lines.length]);

  return (
    <ol ref={list} className="flex flex-col *:scroll-my-8" aria-label="Steps">
      {lines.map(({ atMs, words, kind }, index) => {
        const isLast = index === lines.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
          <li key={index} className="grid grid-cols-[3.75rem_1.25rem_1fr] items-stretch text-base leading-6">
            <span className="text-right font-mono text-sm leading-6 text-faint">{momentWords(atMs)}</span>
            <span aria-hidden="true" className="relative flex justify-center">
              {!isLast && <span className="absolute top-3 -bottom-3 w-px bg-line-strong" />}
              <span
                className={classNames(
                  'absolute top-2 size-2 rounded-full',
                  dots[kind],
                  isLast && isMoving && 'animate-dialling',
                )}
              />
            </span>
            <span
              className={classNames(
                'pl-1',
                kind === 'open' && 'font-medium text-open-ink',
                kind === 'leg' && 'font-medium',
                isLast ? 'text-ink' : 'text-muted',
              )}
            >
              {words}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
