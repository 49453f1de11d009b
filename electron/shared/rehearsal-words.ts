import { clockTime } from './clock-time.ts';
import type { BeforeFinding, ClosingFinding, OpeningFinding, Rehearsal } from './rehearsal.ts';
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

/** What a rehearsal as a whole has shown, in a headline, and in a sentence or two what to do. */
export interface RehearsalVerdict {
  /** undefined: the gate is in use, or nobody could look yet, and nothing is wrong with it. */
  readonly isGood: boolean | undefined;
  readonly title: string;
  readonly text: string;
  /** What a person may do now that it is good. */
  readonly advice?: string;
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

function leftAnswer({ why, opensForS }: Extract<ClosingFinding, { readonly kind: 'left' }>): RehearsalAnswer {
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

/** What a rehearsal that is over has shown; undefined for one that was broken off. */
export function rehearsalVerdict({ before, opening, closing, diagnosis }: Rehearsal): RehearsalVerdict | undefined {
  if (before?.kind === 'held') {
    const holders = holdersWords(before).replace(/^./, (letter) => letter.toUpperCase());
    return inUse(`${holders} it open, and a rehearsal would shut it. End that first; nothing was knocked.`);
  }
  if (before?.kind === 'open') {
    return bad(
      'The gate is open before any knock',
      'Somebody holds it open, or the port is not protected. It is left as it was found. Look at the firewall’s rules on the server.',
    );
  }
  if (before?.kind === 'failed') return bad('The gate could not be rehearsed', withRemedy(before));
  if (opening?.kind === 'failed') {
    return bad(
      'The gate stays shut',
      // The diagnosis has its own advice, cause by cause.
      `${diagnosis === undefined ? withRemedy(opening) : opening.message} Until it opens, your session on the server is the way in.`,
    );
  }
  if (opening === undefined || closing === undefined) return undefined;
  return closingVerdict(opening, closing);
}

function closingVerdict(
  { isSsh, tries, greeting, hasEnded }: Extract<OpeningFinding, { readonly kind: 'opened' }>,
  closing: ClosingFinding,
): RehearsalVerdict {
  if (closing.kind === 'open') return bad('The gate opens, and stays open', closing.message);
  if (closing.kind === 'awaited' && closing.why === 'dial-count')
    return { isGood: undefined, title: 'The gate opens, and was not yet seen shut', text: closing.message };
  if (closing.kind === 'unknown') return bad('The gate opens, and may be open still', closing.message);
  const { isGood } = closingAnswer(closing);
  if (closing.kind === 'left' && isGood === false) {
    return bad(
      'The gate opens, and nothing shuts it',
      'The profile has no closing sequence. Shut the gate on the server.',
    );
  }
  if (isGood === undefined) {
    return inUse('It opened. Whether it shuts could not be tried, because others came in meanwhile. Rehearse again.');
  }
  if (!isSsh && greeting === undefined) {
    return bad(
      hasEnded ? 'The gate opens, and the server hangs up' : 'The gate opens, and the server says nothing',
      hasEnded
        ? 'The likely causes, the commonest first: too many start to log in there at once (MaxStartups), the server penalises this address for failed logins, or a rule behind the gate turns it away. Try again in a minute, and look into the server’s log.'
        : 'The likely causes, the commonest first: the server is busy or waits for a name server (UseDNS), something between answers in its place, or it is no SSH server. Try again, and look into the server’s log.',
    );
  }
  if (!isSsh) {
    return bad(
      'The gate opens, and no SSH server answers',
      'Look whether the port in the profile is the SSH server’s, and whether the server runs.',
    );
  }
  const shuts =
    closing.kind === 'shut' ? 'It was shut, it opened, and it is shut again.' : 'It opened, and shuts by itself.';
  const slow = tries > 1 ? ` It took ${tries} tries: a longer pause between the knocks may help.` : '';
  return {
    isGood: true,
    title: 'The gate works',
    text: `${shuts}${slow}`,
    advice: 'You can end your other session on the server.',
  };
}

function inUse(text: string): RehearsalVerdict {
  return { isGood: undefined, title: 'The gate is in use', text };
}

function bad(title: string, text: string): RehearsalVerdict {
  return { isGood: false, title, text };
}

function withRemedy({ message, remedy }: { readonly message: string; readonly remedy?: string | undefined }): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}

function answerWords(answer: string): string {
  if (answer === 'silence') return 'the port stays silent';
  return answer === 'ECONNREFUSED' ? 'the port refuses' : `the port cannot be reached (${answer})`;
}

function holdersWords({ sessions, byHand }: { readonly sessions: number; readonly byHand: boolean }): string {
  if (sessions === 0) return 'your hand holds';
  const many = sessions === 1 ? '1 session' : `${sessions} sessions`;
  if (byHand) return `${many} and your hand hold`;
  return sessions === 1 ? `${many} holds` : `${many} hold`;
}
