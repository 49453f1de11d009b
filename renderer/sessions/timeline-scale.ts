import type { TimelineEntry } from '../../electron/shared/views/session-view.ts';
import { answerWords } from '../text/answer-words.ts';
import { countWords } from '../text/count-words.ts';
import { momentWords, ordinalWords } from '../text/duration-words.ts';
import {
  type Beat,
  endOf,
  foldedBeats,
  type Heard,
  type Try,
  type TurningPoint,
  timelineBeats,
} from './timeline-beats.ts';
import { type LabelRow, type TimelineLabel, withRoom } from './timeline-labels.ts';

/** The turning points by what they are called. */
const pointNames = {
  failed: 'given up',
  cancelled: 'cancelled',
  shut: 'shut',
  open: 'open',
  greeted: 'SSH',
  ready: 'logged in',
  asking: 'asked',
  resolved: undefined,
} as const;

export type MarkKind = keyof typeof pointNames | 'knock' | 'other-knock' | 'dial' | 'answer';

/** A packet, an answer or a turn of events, at its place from 0 (the click) to 1 (the end). */
export interface TimelineMark {
  readonly x: number;
  readonly kind: MarkKind;
  readonly atMs: number;
}

/** `silence`: dials that nobody answered. `folded`: tries like those beside them. */
export interface TimelineSpan {
  readonly kind: 'silence' | 'folded';
  readonly from: number;
  readonly to: number;
}

export interface TimelinePicture {
  readonly marks: readonly TimelineMark[];
  readonly spans: readonly TimelineSpan[];
  readonly labels: readonly TimelineLabel[];
  readonly endsAtMs: number;
}

/** A gap takes the root of its time: 3 ms and 3 s find room on one line, and the longer is still the wider. */
const gapWeight = (gapMs: number) => Math.min(2 + Math.sqrt(Math.max(gapMs, 0)), 80);
/** Enough for `silence` under a look, and for a row of dials with what came of it. */
const lookWeight = 44;
const dialsWeight = 42;
const foldedWeight = 75;
/** A narrower wait has no room for its words. */
const leastWait = 0.085;

/** Places an attempt's happenings on a line. */
export function timelinePicture(timeline: readonly TimelineEntry[]): TimelinePicture {
  const beats = foldedBeats(timelineBeats(timeline));
  const triesInAll = beats.reduce((sum, beat) => sum + triesIn(beat), 0);
  const marks: TimelineMark[] = [];
  const spans: TimelineSpan[] = [];
  const labels: TimelineLabel[] = [];
  let [at, atMs, tried] = [0, 0, 0];

  const advance = (toMs: number, least = 0, most = Number.POSITIVE_INFINITY): number => {
    at += Math.min(Math.max(gapWeight(toMs - atMs), least), most);
    atMs = Math.max(toMs, atMs);
    return at;
  };
  const label = (row: LabelRow, x: number, text: string | undefined, look: TimelineLabel['look'] = 'plain') => {
    if (text !== undefined) labels.push({ row, x, text, look });
  };
  /** Time that passes before a beat, named where it is long. */
  const reach = (toMs: number): number => {
    const [from, gapMs] = [at, toMs - atMs];
    const to = advance(toMs);
    waits.push({ from, to, gapMs });
    return to;
  };
  const waits: { readonly from: number; readonly to: number; readonly gapMs: number }[] = [];
  const drawAnswer = ({ atMs: heardAtMs, answer }: Heard, from: number, to: number, x: number) => {
    if (answer === 'silence') {
      spans.push({ kind: 'silence', from, to });
      label('below', (from + to) / 2, answerWords(answer), 'answer');
    } else {
      marks.push({ kind: 'answer', x, atMs: heardAtMs });
      label('below', x, answerWords(answer), 'answer');
    }
  };
  const drawPoint = (entry: TurningPoint) => {
    const kind = entry.event === 'failed' && entry.code === 'cancelled' ? 'cancelled' : entry.event;
    const x = reach(entry.atMs);
    marks.push({ kind, x, atMs: entry.atMs });
    // An attempt ends right after its last dials: what came of those stands under the line.
    const row = kind === 'failed' || kind === 'cancelled' ? 'top' : 'below';
    label(row, x, pointNames[kind], kind === 'open' || kind === 'failed' ? kind : 'plain');
  };
  const drawTry = ({ knocks, dialsAtMs, answers }: Try) => {
    const isClosing = knocks[0]?.purpose === 'close';
    if (!isClosing) tried += 1;
    const firstAtMs = knocks[0]?.atMs ?? atMs;
    const first = reach(firstAtMs);
    for (const knock of knocks) {
      const x = knock === knocks[0] ? first : advance(knock.atMs);
      marks.push({ kind: knock.purpose === 'open' ? 'knock' : 'other-knock', x, atMs: knock.atMs });
      if (knock.purpose === 'open') label('knock', x, String(knock.step), 'knock');
    }
    const whole = isClosing ? 'shut' : triesInAll > 1 ? `${ordinalWords(tried)} try` : 'knock';
    label('top', (first + at) / 2, whole, 'try');
    label('time', first, momentWords(firstAtMs));
    const [firstDialAtMs] = dialsAtMs;
    if (firstDialAtMs === undefined) return;
    const from = advance(firstDialAtMs);
    const rowMs = Math.max(endOf({ kind: 'try', knocks, dialsAtMs, answers }) - firstDialAtMs, 1);
    const to = advance(firstDialAtMs + rowMs, dialsWeight);
    const placeOf = (ms: number) => from + ((ms - firstDialAtMs) / rowMs) * (to - from);
    for (const dialAtMs of dialsAtMs) marks.push({ kind: 'dial', x: placeOf(dialAtMs), atMs: dialAtMs });
    if (triesInAll === 1) label('top', (from + to) / 2, 'dial');
    for (const heard of answers) drawAnswer(heard, from, to, placeOf(heard.atMs));
  };
  const drawFolded = (tries: readonly Try[]) => {
    tried += tries.length;
    const from = reach(tries[0]?.knocks[0]?.atMs ?? atMs);
    const last = tries.at(-1);
    const to = advance(last === undefined ? atMs : endOf(last), foldedWeight, foldedWeight);
    spans.push({ kind: 'folded', from, to });
    label('top', (from + to) / 2, countWords(tries.length, 'more try', 'more tries'), 'try');
    const said = [...new Set(tries.flatMap(({ answers }) => answers.map(({ answer }) => answerWords(answer))))];
    if (said.length > 0) label('below', (from + to) / 2, said.join(', '), 'answer');
  };
  /** A single dial, from the moment before it. */
  const drawLook = (heard: Heard, name: string, least: number) => {
    const from = at;
    marks.push({ kind: 'dial', x: from + 4, atMs });
    const to = advance(heard.atMs, least);
    label('top', (from + to) / 2, name);
    drawAnswer(heard, from + 4, to, to);
  };

  for (const beat of beats) {
    if (beat.kind === 'point') drawPoint(beat.entry);
    else if (beat.kind === 'try') drawTry(beat);
    else if (beat.kind === 'folded') drawFolded(beat.tries);
    else if (beat.kind === 'look') drawLook(beat.heard, 'look', lookWeight);
    else drawLook(beat.heard, `IPv${beat.family}`, dialsWeight);
  }

  const whole = Math.max(at, 1);
  for (const { from, to, gapMs } of waits) {
    if ((to - from) / whole >= leastWait) label('wait', (from + to) / 2, momentWords(gapMs));
  }
  return {
    marks: marks.map((mark) => ({ ...mark, x: mark.x / whole })),
    spans: spans.map((span) => ({ ...span, from: span.from / whole, to: span.to / whole })),
    labels: withRoom(labels.map((each) => ({ ...each, x: each.x / whole }))),
    endsAtMs: atMs,
  };
}

function triesIn(beat: Beat): number {
  if (beat.kind === 'folded') return beat.tries.length;
  return beat.kind === 'try' && beat.knocks[0]?.purpose !== 'close' ? 1 : 0;
}
