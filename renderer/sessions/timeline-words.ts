import { countsDialsWords } from '../../electron/shared/counts-dials-words.ts';
import { sequencesLeftWords } from '../../electron/shared/one-time-list.ts';
import { queuedWords, turnLostWords } from '../../electron/shared/queued-words.ts';
import type { Step } from '../../electron/shared/sequence.ts';
import type { SessionView, TimelineEntry } from '../../electron/shared/views/session-view.ts';
import { answerWords } from '../text/answer-words.ts';
import { countWords } from '../text/count-words.ts';
import { ordinalWords } from '../text/duration-words.ts';
import { endingWords } from './ending-words.ts';

/** A line of the connect view: what happened, and when. */
export interface TimelineLine {
  /** In milliseconds from the click. */
  readonly atMs: number;
  readonly words: string;
  readonly kind: 'plain' | 'leg' | 'knock' | 'dial' | 'open' | 'asking' | 'failed';
}

/** The steps in clear; undefined while they are masked. */
export type ShownSteps = readonly Step[] | undefined;

/**
 * An attempt in words, a line for each thing that happened; the dials of a row share one.
 * @param steps the opening in clear, where the person has asked to see the ports
 */
export function timelineLines(timeline: readonly TimelineEntry[], steps?: ShownSteps): readonly TimelineLine[] {
  const lines: TimelineLine[] = [];
  let row: { readonly index: number; readonly dials: number } | undefined;
  let isOnTheWay = false;
  for (const entry of timeline) {
    // The ports are the last gate's: at a jump host's gate other ones are knocked.
    if (entry.event === 'leg') isOnTheWay = entry.leg < entry.of;
    const line = lineOf(entry, isOnTheWay ? undefined : steps);
    if (line === undefined) continue;
    const isAnswer = entry.event === 'heard' && entry.to === 'dials';
    if (line.kind !== 'dial' && !isAnswer) row = undefined;
    if (line.kind === 'dial') {
      const dials = (row?.dials ?? 0) + 1;
      row = { index: row?.index ?? lines.length, dials };
      if (dials > 1) {
        // An answer that stands below it came after its first dial.
        const { atMs } = row.index === lines.length - 1 ? line : (lines[row.index] ?? line);
        lines[row.index] = { ...line, atMs, words: `dialling, ${countWords(dials, 'try', 'tries')}` };
        continue;
      }
    }
    lines.push(line);
  }
  return lines;
}

/**
 * The same while it goes on, short enough to be followed: of tries that came to nothing one line says what was heard.
 */
export function presentLines(timeline: readonly TimelineEntry[], steps?: ShownSteps): readonly TimelineLine[] {
  const lines: TimelineLine[] = [];
  let rest: readonly TimelineEntry[] = timeline;
  for (let tried = 1; ; tried += 1) {
    const end = rest.findIndex((entry) => entry.event === 'notice' && entry.notice.kind === 'retrying');
    if (end < 0) return [...lines, ...timelineLines(rest, steps)];
    const past = rest.slice(0, end);
    rest = rest.slice(end + 1);
    lines.push(...timelineLines(past.filter((entry) => !isOfTry(entry))), tryLine(past, tried));
  }
}

function isOfTry(entry: TimelineEntry): boolean {
  return entry.event === 'sent' || entry.event === 'dialled' || (entry.event === 'heard' && entry.to === 'dials');
}

function tryLine(past: readonly TimelineEntry[], tried: number): TimelineLine {
  const heard = past.flatMap((entry) => (entry.event === 'heard' && entry.to === 'dials' ? [entry.answer] : []));
  const said = [...new Set(heard.map(answerWords))].join(', ');
  return {
    atMs: past.at(-1)?.atMs ?? 0,
    words: `${ordinalWords(tried)} try${said === '' ? '' : `: ${said}`}`,
    kind: 'knock',
  };
}

function lineOf(entry: TimelineEntry, steps: ShownSteps): TimelineLine | undefined {
  const said = (words: string, kind: TimelineLine['kind'] = 'plain'): TimelineLine => ({
    atMs: entry.atMs,
    words,
    kind,
  });
  switch (entry.event) {
    case 'leg':
      return said(legWords(entry), 'leg');
    case 'resolved':
      return said(`resolved ${entry.address}`);
    case 'sent':
      return said(knockWords(entry, steps), 'knock');
    case 'dialled':
      return said('dialling', 'dial');
    case 'heard':
      return said(heardWords(entry));
    case 'greeted':
      return said('the SSH server answers');
    case 'key':
      return said(`key ${entry.kind} ${entry.fingerprint} (${entry.from}) ${entry.isTaken ? 'taken' : 'refused'}`);
    case 'open':
      return said((entry.found ? 'the gate is open already' : 'the gate has opened') + overWords(entry), 'open');
    case 'asking':
      return said(askingWords[entry.what], 'asking');
    case 'ready':
      return said('logged in');
    case 'notice':
      return said(noticeWords(entry.notice));
    case 'ended':
      return said('session over');
    case 'shut':
      return said('the gate is shut');
    case 'failed':
      return said(entry.code === 'cancelled' ? 'cancelled' : 'given up', 'failed');
  }
}

/** Whose gate the lines that follow are about. */
function legWords({ name, leg, of, doing }: Extract<TimelineEntry, { readonly event: 'leg' }>): string {
  if (doing === 'closing') return `leaving ${name}`;
  if (leg === 1) return `first to ${name}`;
  return leg === of ? `from there to ${name}` : `from there on to ${name}`;
}

/** Which family opened, where both were tried. */
function overWords({ over }: Extract<TimelineEntry, { readonly event: 'open' }>): string {
  return over === undefined ? '' : `, over ${over}`;
}

const askingWords = {
  'last-sequence': 'only the last sequence is left: asking you',
  'host-key': 'host key is new: asking you',
  password: 'asking for the password',
  passphrase: 'asking for the passphrase of the key',
  interactive: 'the server asks for an answer',
} as const;

function knockWords(entry: Extract<TimelineEntry, { readonly event: 'sent' }>, steps: ShownSteps): string {
  if (entry.purpose === 'flush') return `clearing half an attempt, ${entry.step} of ${entry.of}`;
  if (entry.purpose === 'close') return `closing knock ${entry.step} of ${entry.of}`;
  const step = steps?.[entry.step - 1];
  return step === undefined ? `knock ${entry.step} of ${entry.of}` : `${step.port} ${step.protocol}`;
}

function heardWords({ to, answer }: Extract<TimelineEntry, { readonly event: 'heard' }>): string {
  const where = { look: 'before the knocks: ', dials: '', 'other-family': 'the other address: ' }[to];
  return where + answerWords(answer);
}

function noticeWords(notice: Extract<TimelineEntry, { readonly event: 'notice' }>['notice']): string {
  switch (notice.kind) {
    case 'queued':
      return queuedWords(notice);
    case 'turn-lost':
      return turnLostWords;
    case 'let-go':
      return endingWords(notice.ending).text;
    case 'sequences-left':
      return sequencesLeftWords(notice.left);
    case 'retrying':
      return 'still shut: knocking once more';
    case 'knocking-anyway':
      return 'no SSH server speaks: something may stand in front of the gate, knocking all the same';
    case 'closing-again':
      return 'again, the closing may have been lost';
    case 'holding-back':
      return `waiting ${notice.seconds} s: more connections now could look like an attack there`;
    case 'counts-dials':
      return countsDialsWords;
    case 'waiting-out':
      return `waiting ${notice.seconds} s until the daemon forgets half a sequence`;
  }
}

/** What moves right now, for a screen reader and under the mark. */
export function presentWords({ timeline }: Pick<SessionView, 'timeline'>): string {
  return timelineLines(timeline).at(-1)?.words ?? 'looking up the host';
}
