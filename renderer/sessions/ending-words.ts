import type { ClosingPolicy } from '../../electron/shared/closing-policy.ts';
import type { GateEnding } from '../../electron/shared/timeline.ts';
import type { GateState, GateView } from '../../electron/shared/views/gate-view.ts';
import type { SessionEnd } from '../../electron/shared/views/session-view.ts';
import { countWords } from '../text/count-words.ts';
import { countdownWords } from '../text/duration-words.ts';

/** How a session ended, in a sentence. */
export function endWords(end: SessionEnd): { readonly text: string; readonly isBad: boolean } {
  switch (end.kind) {
    case 'by-person':
      return { text: 'You ended the session.', isBad: false };
    case 'cancelled':
      return { text: 'You cancelled.', isBad: false };
    case 'failed':
      return { text: end.failure.message, isBad: true };
    case 'exited':
      if (end.signal !== undefined) return { text: `The session was ended by ${end.signal}.`, isBad: true };
      if (end.exitCode === undefined || end.exitCode === 0) return { text: 'The session has ended.', isBad: false };
      return { text: `The session has ended with exit status ${end.exitCode}.`, isBad: false };
  }
}

/** What became of a gate. */
export interface EndingWords {
  readonly text: string;
  /** `open`: it can be walked through, and somebody meant it so. `stuck`: it is open or unknown, and should be shut. */
  readonly tone: 'shut' | 'open' | 'stuck';
  /** What to do, where there is something to do. */
  readonly remedy: string | undefined;
}

/** What became of the gate, and what to do about it, in sentences. */
export function endingWords(ending: GateEnding): EndingWords {
  const said = (text: string, tone: EndingWords['tone'], remedy?: string): EndingWords => ({ text, tone, remedy });
  switch (ending.kind) {
    case 'shut':
      return said('The gate is shut.', 'shut');
    case 'open':
      // Its causes are in the notice, which has the room.
      return said('The gate is still open.', 'stuck', 'Knock the closing once more, or shut it on the server.');
    case 'unknown':
      // A notice says the rest.
      if (ending.openedFor !== undefined) return said(elsewhereWords(ending.openedFor), 'stuck');
      return said(ending.message, 'stuck', unknownRemedy(ending.via));
    case 'awaited':
      return said(ending.message, ending.why === 'late-opening' ? 'shut' : 'open');
    case 'held':
      return said(`The gate stays open: held by ${holders(ending.sessions, ending.byHand)}.`, 'open');
    case 'delayed':
      return said(delayedWords(ending.delayS), 'shut');
    case 'by-hand':
      return said(byHandWords, 'open');
    case 'left':
      return leftWords[ending.why];
  }
}

/** As `endingWords`, of a gate as it stands now: what kept it open then may have gone since. */
export function endingWordsNow(ending: GateEnding, gate: GateState | undefined): EndingWords {
  const wasKept = ending.kind === 'held' || ending.kind === 'delayed' || ending.kind === 'by-hand';
  // What was owed a look has got it. An opening that may come late is looked for while the gate is shut.
  const wasOwed = ending.kind === 'awaited' && ending.why !== 'late-opening';
  return endingWords((wasKept || wasOwed) && gate === 'shut' ? { kind: 'shut' } : ending);
}

/** What becomes of a gate once a live session lets go of it, in a sentence. */
export function endingAhead(policy: ClosingPolicy, gate: GateView | undefined): string {
  if (gate?.isFound) return 'The gate was open before, and is left as it was found.';
  if (gate?.isHeldByHand) return byHandWords;
  switch (policy.end) {
    case 'shut':
      return 'The gate is shut when no other session needs it.';
    case 'delayed':
      return delayedWords(policy.delayS);
    case 'by-hand':
      return byHandWords;
    case 'left':
      return leftWords[policy.why].text;
  }
}

const byHandWords = 'The gate stays open until you shut it.';

function delayedWords(delayS: number): string {
  return `The gate shuts ${countdownWords(delayS * 1000)} after the last session.`;
}

function unknownRemedy(via: string | undefined): string {
  if (via === undefined) return 'Shut it again when the network is back, or look on the server.';
  return `Shut it: that logs in to ${via} and knocks from there.`;
}

function elsewhereWords(openedFor: string): string {
  return `The gate may still be open for ${openedFor}: from here it cannot be shut.`;
}

function holders(sessions: number, byHand: boolean): string {
  const others = sessions > 0 ? [countWords(sessions, 'other session')] : [];
  const all = [...others, ...(byHand ? ['your hand'] : [])].join(' and ');
  return all || 'the delay after an earlier session';
}

const leftWords: Readonly<Record<Extract<GateEnding, { readonly kind: 'left' }>['why'], EndingWords>> = {
  'found-open': {
    text: 'The gate was open before, and is left as it was found.',
    tone: 'open',
    remedy: undefined,
  },
  'no-closing': {
    text: 'The gate stays as the server leaves it: this profile has no closing sequence.',
    tone: 'open',
    remedy: undefined,
  },
  'closes-itself': { text: 'The server shuts the gate by itself.', tone: 'shut', remedy: undefined },
  'one-connection': { text: 'The gate let one connection in, and shut behind it.', tone: 'shut', remedy: undefined },
  'shut-already': { text: 'The gate is shut.', tone: 'shut', remedy: undefined },
  'never-opened': { text: 'The gate never opened: there is nothing to shut.', tone: 'shut', remedy: undefined },
};
