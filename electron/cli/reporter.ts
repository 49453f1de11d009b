import { type AttemptWatch, createAttemptWatch } from '../core/session/attempt-watch.ts';
import { countsDialsWords } from '../shared/counts-dials-words.ts';
import { type Failure, isAboutClosing } from '../shared/failure.ts';
import type { GatePlan } from '../shared/gate-plan.ts';
import { sequencesLeftWords } from '../shared/one-time-list.ts';
import { queuedWords, turnLostWords } from '../shared/queued-words.ts';
import { markedServerText } from '../shared/server-text.ts';
import {
  type AttemptHappening,
  failedHappening,
  type GateEnding,
  type GateNotice,
  type Observer,
} from '../shared/timeline.ts';
import { verdictText } from './verdict-text.ts';

/** Tells a person, or a program, what happens. All of it goes to standard error: standard output is the command's. */
export interface Reporter extends Observer {
  /** An attempt at a gate begins: should it fail, that is explained. */
  begin(plan: GatePlan): void;
  /** A line about something beside the attempt: a warning, a gate of an earlier run. */
  say(text: string): void;
  /** What a server says before the login: each line is marked, so that none can pass for one of ours. */
  quote(host: string, text: string): void;
  /** A failure that nobody has told yet. */
  fail(failure: Failure): void;
  /** Takes the command's standard error where ours holds JSON only: a server must not be able to forge an event. */
  readonly commandErrors?: (data: Buffer) => void;
  /** A finding of a rehearsal, or its verdict, as fields and in words. */
  rehearsed(finding: { readonly question: string; readonly [field: string]: unknown }, words: string): void;
  /** What became of the gate. */
  tell(ending: GateEnding): void;
}

/** The timeline as JSON, one event a line, `atMs` from the attempt's beginning (now). */
export function createJsonReporter(write: (line: string) => void): Reporter {
  const beganAt = performance.now();
  const decoder = new TextDecoder();
  const watch = createAttemptWatch();
  const put = (event: object) => {
    const atMs = Math.round((performance.now() - beganAt) * 1000) / 1000;
    write(`${JSON.stringify({ atMs, ...event })}\n`);
  };
  const happened = (happening: AttemptHappening) => {
    watch.happened(happening);
    put(happening.event === 'failed' ? { ...happening, ...verdictOn(happening, watch)?.diagnosis } : happening);
  };
  return {
    begin: watch.begin,
    happened,
    noticed: (notice) => put({ event: 'notice', ...notice }),
    say: (message) => put({ event: 'notice', kind: 'message', message }),
    quote: (host, text) => put({ event: 'notice', kind: 'server-message', host, message: text }),
    fail: (failure) => happened(failedHappening(failure)),
    commandErrors: (data) => put({ event: 'stderr', text: decoder.decode(data, { stream: true }) }),
    rehearsed: (finding) => put({ event: 'rehearsed', ...finding }),
    // Shut, open and unknown are in the timeline.
    tell: (ending) => {
      if (ending.kind !== 'shut' && ending.kind !== 'open' && ending.kind !== 'unknown')
        put({ event: 'notice', ending });
    },
  };
}

/** After that a person believes that a command hangs. */
const longWaitS = 3;

/** Short lines in words. Knocks are counted, not named: the sequence is a secret. `isQuiet` leaves the good news out. */
export function createTextReporter(write: (line: string) => void, isQuiet: boolean): Reporter {
  let beganAt = performance.now();
  const watch = createAttemptWatch();
  const sinceMs = () => `${Math.round(performance.now() - beganAt)} ms`;
  const news = (text: string) => {
    if (!isQuiet) write(`${text}\n`);
  };
  const happened = (happening: AttemptHappening) => {
    watch.happened(happening);
    const line = lineOf(happening, sinceMs);
    if (happening.event === 'failed') write(failedText(happening, watch));
    else if (line !== undefined) news(line);
    if (happening.event === 'sent' && happening.step === 1 && happening.purpose === 'open') beganAt = performance.now();
  };
  return {
    begin: watch.begin,
    happened,
    noticed: (notice) => (isWorthAWord(notice) ? write(`${wordsOf(notice)}\n`) : news(wordsOf(notice))),
    say: (text) => write(`${text}\n`),
    quote: (host, text) => write(`${markedServerText(host, text)}\n`),
    fail: (failure) => happened(failedHappening(failure)),
    rehearsed: (_, words) => write(`${words}\n`),
    // Open and unknown were told as failures.
    tell: (ending) => {
      if (ending.kind === 'open' || ending.kind === 'unknown') return;
      // A command that waits, and a gate that stays open for good, are worth a word to whoever wants few.
      const stays = ending.kind === 'left' && ending.why === 'found-open';
      if (stays || ending.kind === 'delayed' || ending.kind === 'by-hand' || ending.kind === 'awaited')
        write(`${endingText(ending)}\n`);
      else news(endingText(ending));
    },
  };
}

type Failed = Extract<AttemptHappening, { event: 'failed' }>;

/** The diagnosis of an attempt where it is the attempt that failed, not the shutting after it. */
function verdictOn({ code }: Failed, watch: AttemptWatch): ReturnType<AttemptWatch['verdict']> {
  return isAboutClosing(code) ? undefined : watch.verdict();
}

/**
 * A failure as a person reads it: what happened and what it means, then what to do. Where the attempt has a diagnosis, its
 * causes say that.
 */
function failedText(failed: Failed, watch: AttemptWatch): string {
  const { message, remedy } = failed;
  const verdict = verdictOn(failed, watch);
  const advice = remedy === undefined ? '' : `  ${remedy}\n`;
  return `portcullis: ${message}\n${verdict === undefined ? advice : verdictText(verdict.diagnosis, verdict.evidence)}`;
}

function lineOf(happening: AttemptHappening, since: () => string): string | undefined {
  switch (happening.event) {
    case 'resolved':
      return happening.host === happening.address ? undefined : `${happening.host} is ${happening.address}`;
    case 'sent': {
      if (happening.purpose === 'flush') return undefined;
      const what = happening.purpose === 'open' ? 'knock' : 'closing knock';
      return `${what} ${happening.step} of ${happening.of}`;
    }
    case 'leg':
      return `${happening.doing === 'opening' ? 'to' : 'leaving'} ${happening.name} (${happening.host}), ${happening.leg} of ${happening.of}:`;
    case 'open':
      return (
        (happening.found ? 'the gate is open already' : `the gate is open, ${since()} after the first knock`) +
        (happening.over === undefined ? '' : `, over ${happening.over}`)
      );
    case 'key': {
      const { kind, fingerprint, from, isTaken } = happening;
      return `key ${kind} ${fingerprint} (${from}) ${isTaken ? 'taken' : 'refused'}`;
    }
    case 'ready':
      return 'logged in';
    default:
      return undefined;
  }
}

/** A long wait is told to whoever wants few words too, what may open yet, and what makes the next ones slower. */
function isWorthAWord(notice: GateNotice): boolean {
  if (notice.kind === 'let-go') return notice.ending.kind === 'awaited';
  if (notice.kind === 'holding-back' || notice.kind === 'waiting-out') return notice.seconds >= longWaitS;
  return notice.kind === 'counts-dials';
}

function wordsOf(notice: GateNotice): string {
  switch (notice.kind) {
    case 'queued':
      return queuedWords(notice);
    case 'turn-lost':
      return turnLostWords;
    case 'let-go':
      return wordsOfEnding(notice.ending);
    case 'sequences-left':
      return `${sequencesLeftWords(notice.left)}: put a new list on the server and into the profile in time`;
    case 'retrying':
      return 'still shut: knocking once more';
    case 'knocking-anyway':
      return 'the port takes connections, and no SSH server speaks: something may stand in front of the gate; knocking all the same';
    case 'closing-again':
      return `${notice.isSeenOpen ? 'still open: ' : ''}closing again, the closing may have been lost`;
    case 'holding-back':
      return `waiting ${notice.seconds} s: more connections now could look like an attack there (Ctrl-C cancels)`;
    case 'counts-dials':
      return `${countsDialsWords} (for an hour, and where it happens again for 30 days; forgotten in the app’s editor)`;
    case 'waiting-out':
      return `waiting ${notice.seconds} s until the daemon has forgotten half a sequence (Ctrl-C cancels)`;
  }
}

/** What became of a gate, whatever it was. */
export function wordsOfEnding(ending: GateEnding): string {
  return ending.kind === 'open' || ending.kind === 'unknown' ? ending.message : endingText(ending);
}

function endingText(ending: Exclude<GateEnding, { kind: 'open' | 'unknown' }>): string {
  if (ending.kind === 'shut') return 'the gate is shut';
  if (ending.kind === 'awaited') return `${ending.message} (The app looks then, or your next command.)`;
  if (ending.kind === 'held') {
    const sessions = ending.sessions === 1 ? '1 other session' : `${ending.sessions} other sessions`;
    const who = [...(ending.sessions > 0 ? [sessions] : []), ...(ending.byHand ? ['your hand'] : [])].join(' and ');
    return `the gate stays open: held by ${who || 'the delay after an earlier session'}`;
  }
  if (ending.kind === 'delayed') {
    return `the gate stays open for ${ending.delayS} s more, and is shut then (Ctrl-C shuts it at once)`;
  }
  if (ending.kind === 'by-hand') return 'the gate stays open until you shut it';
  return {
    'found-open': 'the gate was open before, and is left as it was found',
    'no-closing': 'the profile has no closing sequence: the gate stays as the server leaves it',
    'closes-itself': 'the server shuts the gate by itself',
    'one-connection': 'the gate let one connection in, and is shut by itself',
    'shut-already': 'the gate is shut already',
    'never-opened': 'nobody answers there, and no opening of ours took effect: there is nothing to shut',
  }[ending.why];
}
