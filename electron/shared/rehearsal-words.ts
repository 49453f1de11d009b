import { clockTime } from './clock-time.ts';
import type { BeforeFinding, ClosingFinding, OpeningFinding, Rehearsal, RehearsalWait } from './rehearsal.ts';
import type { AwaitedReason } from './timeline.ts';

/** What is said to whoever has just set up a server, before a rehearsal and during it. */
export const rehearsalAdvice = 'Keep your session on the server open until the rehearsal has gone well.';

/** The three questions of a rehearsal, in order. */
export const rehearsalQuestions = {
  before: 'Is it shut?',
  opening: 'Does it open?',
  closing: 'Does it shut again?',
} as const;

export type RehearsalQuestion = keyof typeof rehearsalQuestions;

/** The answer to one question. `isGood` is undefined where nobody can say. */
export interface RehearsalAnswer {
  readonly isGood: boolean | undefined;
  readonly words: string;
}

/** What was found to a question; undefined while nothing was. */
export function rehearsalAnswer(
  question: RehearsalQuestion,
  { before, opening, closing }: Rehearsal,
): RehearsalAnswer | undefined {
  if (question === 'before') return before && beforeAnswer(before);
  if (question === 'opening') return opening && openingAnswer(opening);
  return closing && closingAnswer(closing);
}

function beforeAnswer(finding: BeforeFinding): RehearsalAnswer {
  switch (finding.kind) {
    case 'shut':
      return { isGood: true, words: `Yes, ${answerWords(finding.answer)}` };
    case 'open':
      return { isGood: false, words: 'No, the port answers without a knock' };
    case 'runs-out':
      return { isGood: undefined, words: `No, your earlier opening stands until ${clockTime(finding.shutsAtMs)}` };
    case 'held':
      return { isGood: undefined, words: `No, ${holdersWords(finding)} it open` };
    case 'not-looked':
      return { isGood: undefined, words: 'Not looked at: this gate lets one connection in, after the knocks' };
    case 'failed':
      return { isGood: false, words: 'Nobody can say' };
  }
}

function openingAnswer(finding: OpeningFinding): RehearsalAnswer {
  if (finding.kind === 'failed') {
    return { isGood: false, words: finding.code === 'gate-stayed-shut' ? 'No' : 'It came to nothing' };
  }
  const { afterMs, tries, greeting, isSsh, hasEnded } = finding;
  const when = `${afterMs} ms after the last knock${tries > 1 ? `, at try ${tries}` : ''}`;
  if (isSsh) return { isGood: true, words: `Yes, ${when}; “${greeting}” answers` };
  if (greeting !== undefined) return { isGood: false, words: `Yes, ${when}, but what answers does not speak SSH` };
  return { isGood: false, words: `Yes, ${when}, but who answers ${hasEnded ? 'hangs up at once' : 'says nothing'}` };
}

function closingAnswer(finding: ClosingFinding): RehearsalAnswer {
  switch (finding.kind) {
    case 'shut':
      return { isGood: true, words: 'Yes' };
    case 'open':
      return { isGood: false, words: 'No, the port still answers' };
    case 'unknown':
      return { isGood: undefined, words: 'Nobody can say' };
    case 'awaited':
      return awaitedAnswer(finding.why, clockTime(finding.lookAtMs));
    case 'held':
      return { isGood: undefined, words: `Not tried: by now ${holdersWords(finding)} it open` };
    case 'left':
      return leftAnswer(finding);
  }
}

function awaitedAnswer(why: AwaitedReason, time: string): RehearsalAnswer {
  switch (why) {
    case 'late-opening':
      return { isGood: true, words: `Yes; another opening may still be on its way, looked at again until ${time}` };
    case 'few-dials':
      return { isGood: true, words: `It was closed, and is looked at again at ${time}` };
    case 'dial-count':
      return { isGood: undefined, words: `Not seen yet: it was closed, and is looked at again at ${time}` };
  }
}

function leftAnswer({ why, opensForS, seen }: Extract<ClosingFinding, { readonly kind: 'left' }>): RehearsalAnswer {
  const isSaid = why === 'closes-itself';
  switch (seen?.kind) {
    case 'shuts-itself':
      return { isGood: isSaid, words: `By itself, ${seen.fromS} to ${seen.toS} s after the knocks` };
    case 'lets-one-in':
      return { isGood: false, words: 'By itself: it let one connection in' };
    case 'counts-connections':
      return { isGood: false, words: 'No; it fell silent for a while, and answers again' };
    case 'stays-open':
      return {
        isGood: isSaid || seen.isCutShort ? undefined : false,
        words: seen.isCutShort
          ? 'Not seen: the wait was ended'
          : `No; it was open still ${seen.forS} s after the knocks`,
      };
  }
  switch (why) {
    case 'closes-itself':
      return {
        isGood: true,
        words: `By itself${opensForS === undefined ? '' : `, after ${opensForS} s`}; not waited for`,
      };
    case 'one-connection':
      return { isGood: true, words: 'By itself: it let one connection in' };
    case 'shut-already':
      return { isGood: undefined, words: 'Not tried: somebody else has shut it' };
    case 'never-opened':
      return { isGood: undefined, words: 'There was nothing to shut' };
    case 'no-closing':
    case 'found-open':
      return { isGood: false, words: 'Nothing is knocked to shut it' };
  }
}

/** What a rehearsal waits for, in a sentence. */
export function rehearsalWaitWords({ why, untilMs }: RehearsalWait): string {
  const time = clockTime(untilMs);
  switch (why) {
    case 'runs-out':
      return `Your earlier opening stands: waiting until ${time}, when the server has shut it.`;
    case 'shuts-itself':
      return `Nothing is knocked to shut it: looking until ${time} whether the server does.`;
    case 'counts-connections':
      return `It fell silent: looking once more at ${time}, since a firewall that counts connections looks alike until then.`;
  }
}

function answerWords(answer: string): string {
  if (answer === 'silence') return 'the port stays silent';
  if (answer === 'accepted') return 'though something takes connections there: no SSH server speaks';
  return answer === 'ECONNREFUSED' ? 'the port refuses' : `the port cannot be reached (${answer})`;
}

/** Who holds a gate open, with the verb: `2 sessions and your hand hold`. */
export function holdersWords({ sessions, byHand }: { readonly sessions: number; readonly byHand: boolean }): string {
  if (sessions === 0) return 'your hand holds';
  const many = sessions === 1 ? '1 session' : `${sessions} sessions`;
  if (byHand) return `${many} and your hand hold`;
  return sessions === 1 ? `${many} holds` : `${many} hold`;
}
