import { Failure } from '../../../shared/failure.ts';
import { plainServerText } from '../../../shared/server-text.ts';

/** How far a login got. */
export interface Tried {
  readonly user: string;
  readonly host: string;
  /** What the server has refused, in words and in order. */
  readonly refused: readonly string[];
  /** What it has left without an answer, since it hung up. */
  readonly unanswered?: string | undefined;
  /** What it has taken, and was not enough. */
  readonly taken: readonly string[];
  /** What was named and could not be used. */
  readonly problems: readonly Failure[];
  /** What the server takes, as it said last. */
  readonly offered: readonly string[];
  /** There was nothing left to try; else the server has ended it before. */
  readonly hasTriedAll: boolean;
}

const mostNamed = 10;

/** Why somebody was not let in. */
export function refusal({ user, host, refused, unanswered, taken, problems, offered, hasTriedAll }: Tried): Failure {
  const [problem] = problems;
  const isFirst = refused.length === 0 && taken.length === 0 && unanswered === undefined;
  if (problem !== undefined && isFirst) return problems.length === 1 ? problem : allOf(problem, problems);
  const tried = refused.length === 0 ? '' : ` Tried: ${wordsOf(refused)}.`;
  const lastTry = unanswered === undefined ? '' : ` It ended the login at the try with ${unanswered}.`;
  const half = taken.length === 0 ? '' : ` It took ${wordsOf(taken)}, and wants more.`;
  const takes = offered.length === 0 ? '' : ` The server takes ${plainServerText(offered.join(', '), 200)}.`;
  if (isFirst && hasTriedAll && offered.length > 0) {
    return new Failure('login-refused', `${host} takes no way to log in that the profile names.${takes}`, {
      remedy:
        'Name one that it takes among the ways to log in of the profile: a second one may be wanted before the first.',
    });
  }
  const unusable = problems.map(({ message }) => ` ${message}`).join('');
  return new Failure('login-refused', `${host} did not let ${user} in.${half}${tried}${lastTry}${takes}${unusable}`, {
    remedy: 'Check the user name, the key or the password, and the ways to log in that the profile names.',
  });
}

/** Several that cannot be used: each is named, with what to do about the first. */
function allOf({ code, remedy, cause }: Failure, problems: readonly Failure[]): Failure {
  const message = problems.slice(0, mostNamed).map((problem) => problem.message);
  return new Failure(code, message.join(' '), { ...(remedy === undefined ? {} : { remedy }), cause });
}

/** A connection that was lost in the middle of a login, with what had been refused by then: it may be why. */
export function lostAfter(failure: Failure, { refused }: Tried): Failure {
  if (refused.length === 0 || failure.code !== 'connection-lost') return failure;
  const { code, message, remedy, cause } = failure;
  const why = { ...(remedy === undefined ? {} : { remedy }), cause };
  return new Failure(code, `${message} Refused before that: ${wordsOf(refused)}.`, why);
}

function wordsOf(refused: readonly string[]): string {
  const different = [...new Set(refused)];
  const more = different.length > mostNamed ? ` and ${different.length - mostNamed} more` : '';
  return `${different.slice(0, mostNamed).join(', ')}${more}`;
}
