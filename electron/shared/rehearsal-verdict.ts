import { clockTime } from './clock-time.ts';
import type { ClosingFinding, OpeningFinding, Rehearsal, SeenOfServer } from './rehearsal.ts';
import { holdersWords, rehearsalAnswer } from './rehearsal-words.ts';

/** What a rehearsal as a whole has shown, in a headline, and in a sentence or two what to do. */
export interface RehearsalVerdict {
  /** undefined: the gate is in use, or nobody could look yet, and nothing is wrong with it. */
  readonly isGood: boolean | undefined;
  readonly title: string;
  readonly text: string;
  /** What a person may do now that it is good. */
  readonly advice?: string;
  /** What the text proposes for the profile: the editor has names of its own for it. */
  readonly proposes?: 'timed' | 'one-connection' | 'few';
}

/** What a rehearsal that is over has shown; undefined for one that was broken off. */
export function rehearsalVerdict({ before, opening, closing, diagnosis }: Rehearsal): RehearsalVerdict | undefined {
  if (before?.kind === 'held') {
    const holders = holdersWords(before).replace(/^./, (letter) => letter.toUpperCase());
    return inUse(`${holders} it open, and a rehearsal would shut it. End that first; nothing was knocked.`);
  }
  if (before?.kind === 'runs-out') {
    const title = `The gate is open until ${clockTime(before.shutsAtMs)}`;
    const text =
      'Your own earlier opening stands, and the server shuts it then. Rehearse after that; nothing was knocked.';
    return { isGood: undefined, title, text };
  }
  if (before?.kind === 'open' && before.mayBeOurs) {
    return bad(
      'The gate is open before any knock',
      'Most likely your own earlier opening stands: the profile names nothing that shuts the gate. Else somebody holds it open, or the port is not protected. ' +
        `Where the server shuts it by itself, rehearse again when its time is over, and let the profile say after how many seconds: ${gateLine('timed', '…')}.`,
    );
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
  if (closing.kind === 'left' && closing.seen !== undefined) {
    const verdict = seenVerdict(closing, closing.seen);
    if (verdict !== undefined) return verdict;
  }
  const isGood = rehearsalAnswer('closing', { closing: { ...closing, atMs: 0 } })?.isGood;
  if (closing.kind === 'left' && isGood === false) {
    return bad(
      'The gate opens, and nothing shuts it',
      'The profile has no closing sequence. Shut the gate on the server. ' +
        `Where the server shuts it by itself, let the profile say after how many seconds: ${gateLine('timed', '…')}.`,
    );
  }
  if (closing.kind === 'left' && closing.seen?.kind === 'stays-open') {
    return {
      isGood: undefined,
      title: 'The gate opens, and was not yet seen shut',
      text: openStillText(closing, closing.seen),
    };
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
    closing.kind === 'shut'
      ? 'It was shut, it opened, and it is shut again.'
      : `It opened, and shuts by itself.${timeHint(closing)}`;
  const slow = tries > 1 ? ` It took ${tries} tries: a longer pause between the knocks may help.` : '';
  return {
    isGood: true,
    title: 'The gate works',
    text: `${shuts}${slow}`,
    advice: 'You can end your other session on the server.',
  };
}

type Left = Extract<ClosingFinding, { readonly kind: 'left' }>;

/** What to write into the profile for what was seen; undefined where that changes nothing. */
function seenVerdict({ why }: Left, seen: SeenOfServer): RehearsalVerdict | undefined {
  switch (seen.kind) {
    case 'shuts-itself':
      if (why === 'closes-itself') return undefined;
      return bad(
        'The gate shuts by itself, and the profile does not say so',
        `The server shut it between ${seen.fromS} and ${seen.toS} s after the knocks. Let the profile say so: ${gateLine('timed', seen.toS)}. Where you know the time that the server is told, write that one.`,
        'timed',
      );
    case 'lets-one-in':
      return bad(
        'The gate lets one connection in, and the profile does not say so',
        `Behind the first connection it was shut again, as the usual chain of iptables’ “recent” does. Let the profile say so: ${gateLine('one-connection')}.`,
        'one-connection',
      );
    case 'counts-connections':
      return bad(
        'The gate opens, and its firewall counts connections',
        `It fell silent at ${seen.connections} connections within a minute, and answers again after a minute without one; nothing was seen to shut it. ` +
          'Let the profile say so ("version": 2, and "dials": "few" beside the sequence), and let the door insert its rule before the limit.',
        'few',
      );
    case 'stays-open':
      return undefined;
  }
}

function openStillText(
  { why }: Left,
  { forS, isCutShort }: Extract<SeenOfServer, { readonly kind: 'stays-open' }>,
): string {
  const isSaid = why === 'closes-itself';
  if (!isCutShort) {
    return `The profile says that the server shuts it, and it was open still ${forS} s after the knocks. Look on the server.`;
  }
  if (isSaid)
    return 'The wait was ended before the server had shut it, as the profile says that it does. Rehearse again.';
  return (
    'The wait was ended. Nothing is knocked to shut it: unless the server does, it stays open. ' +
    `Where you know after how many seconds that is, let the profile say so: ${gateLine('timed', '…')}. Else rehearse again, or shut it on the server.`
  );
}

/** How the profile would say when the server shuts it, where that was seen and it does not. */
function timeHint(closing: ClosingFinding): string {
  const seen = closing.kind === 'left' ? closing.seen : undefined;
  return seen?.kind === 'shuts-itself' ? ` Let the profile say when: "opensForS": ${seen.toS}.` : '';
}

/** The line for a profile's `knock`. */
function gateLine(gate: 'timed' | 'one-connection', opensForS?: number | string): string {
  return `"gate": "${gate}"${opensForS === undefined ? '' : `, "opensForS": ${opensForS}`}`;
}

function inUse(text: string): RehearsalVerdict {
  return { isGood: undefined, title: 'The gate is in use', text };
}

function bad(title: string, text: string, proposes?: RehearsalVerdict['proposes']): RehearsalVerdict {
  return { isGood: false, title, text, ...(proposes && { proposes }) };
}

function withRemedy({ message, remedy }: { readonly message: string; readonly remedy?: string | undefined }): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}
