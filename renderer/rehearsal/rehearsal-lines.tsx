import { Check, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RehearsalWait } from '../../electron/shared/rehearsal.ts';
import {
  type RehearsalQuestion,
  rehearsalAnswer,
  rehearsalQuestions,
  rehearsalWaitWords,
} from '../../electron/shared/rehearsal-words.ts';
import type { RehearsalView } from '../../electron/shared/views/rehearsal-view.ts';
import { useNow } from '../app/use-now.ts';
import { countdownWords, momentWords } from '../text/duration-words.ts';
import { classNames } from '../ui/class-names.ts';
import { Spinner } from '../ui/spinner.tsx';
import { type LineState, lineState } from './rehearsal-mark.ts';

const questions = Object.keys(rehearsalQuestions) as readonly RehearsalQuestion[];

/** The three questions, each answered as soon as it is, with its time from the beginning. */
export function RehearsalLines({ view }: { readonly view: RehearsalView }) {
  return (
    <ol aria-label="Questions" className="flex flex-col">
      {questions.map((question) => {
        const state = lineState(view, question);
        const isQuiet = state === 'waiting' || state === 'skipped';
        return (
          <li key={question} className="grid grid-cols-[1.75rem_minmax(0,1fr)_auto] gap-y-0.5 py-2 first:pt-0">
            <StateDot state={state} />
            <span className={classNames('font-medium', isQuiet && 'text-faint')}>{rehearsalQuestions[question]}</span>
            <span className="pl-3 font-mono text-sm text-faint">
              {view.found[question] !== undefined && momentWords(view.found[question].atMs)}
              {state === 'running' && view.found.wait !== undefined && <TimeLeft untilMs={view.found.wait.untilMs} />}
            </span>
            <p
              data-selectable=""
              className={classNames(
                'col-span-2 col-start-2 min-h-5 break-words select-text',
                state === 'bad' ? 'text-stuck' : 'text-muted',
              )}
            >
              {rehearsalAnswer(question, view.found)?.words ?? otherWords(question, state, view.found.wait)}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

/** Counts down what is waited for; the sentence beside it names its end, and is what is read out. */
function TimeLeft({ untilMs }: { readonly untilMs: number }) {
  return <span aria-hidden="true">{countdownWords(untilMs - useNow(250))} left</span>;
}

const running: Readonly<Record<RehearsalQuestion, string>> = {
  before: 'Looking …',
  opening: 'Knocking …',
  closing: 'Knocking, and looking again …',
};

function otherWords(question: RehearsalQuestion, state: LineState, wait: RehearsalWait | undefined): string {
  if (state === 'running') return wait === undefined ? running[question] : rehearsalWaitWords(wait);
  return state === 'skipped' ? 'Not asked' : '';
}

const dot = 'mt-0.5 flex size-4 items-center justify-center rounded-full';

const dots: Readonly<Record<LineState, ReactNode>> = {
  waiting: <span className={classNames(dot, 'inset-ring inset-ring-line-strong')} />,
  running: <Spinner className="mt-1 text-accent" />,
  good: (
    <span className={classNames(dot, 'bg-accent-fill text-on-fill')}>
      <Check className="size-3" strokeWidth={3} />
    </span>
  ),
  bad: (
    <span className={classNames(dot, 'bg-stuck-fill text-on-fill')}>
      <X className="size-3" strokeWidth={3} />
    </span>
  ),
  unsure: <span className={classNames(dot, 'inset-ring-2 inset-ring-control')} />,
  skipped: <Minus className="mt-0.5 size-4 text-faint" />,
};

function StateDot({ state }: { readonly state: LineState }) {
  return <span aria-hidden="true">{dots[state]}</span>;
}
