import type { Failure } from '../../../shared/failure.ts';
import type { Questions } from '../../../shared/question.ts';
import type { LoginWay } from '../default-ways.ts';
import type { LoginPlan } from './login-plan.ts';

/** What was to be used in a login and cannot be. */
export interface Problems {
  readonly all: readonly Failure[];
  /** Tells one at once. */
  add(failure: Failure, way: LoginWay): void;
  /** The plan's; before a passphrase what may be why it is asked for is told. */
  readonly questions: Questions;
}

export function createProblems({ questions, onWarning, onRefused }: LoginPlan): Problems {
  const all: Failure[] = [];
  const untold: Failure[] = [];
  const warn = ({ message, remedy }: Failure) =>
    onWarning([message, remedy].filter((text) => text !== undefined).join(' '));
  return {
    all,
    add(failure, way) {
      all.push(failure);
      if (way.kind === 'key') onRefused?.(way);
      // An agent without keys runs on many desktops, and nobody has named it.
      if (way.kind === 'agent' && way.isUsual === true) untold.push(failure);
      else warn(failure);
    },
    questions: {
      ...questions,
      secret(question) {
        if (question.kind === 'passphrase') untold.splice(0).forEach(warn);
        return questions.secret(question);
      },
    },
  };
}
