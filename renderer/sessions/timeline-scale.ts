import type { TimelineEntry } from '../../electron/shared/views/session-view.ts';
import { momentWords } from '../text/duration-words.ts';

/** The turning points by what they are called, the most telling first; the others are packets, or speak for themselves. */
const names = {
  failed: 'given up',
  cancelled: 'cancelled',
  shut: 'shut',
  open: 'open',
  ready: 'logged in',
  asking: 'asked',
} as const;

export type MarkKind = keyof typeof names | 'resolved' | 'knock' | 'other-knock' | 'dial' | 'answer' | 'silence';

/** A packet, an answer or a turn of events, at its place from 0 (the click) to 1 (the end). */
export interface TimelineMark {
  readonly key: string;
  readonly x: number;
  readonly kind: MarkKind;
  readonly atMs: number;
  /** The number of a knock, or what the mark is called; undefined where there is no room for it. */
  readonly label: string | undefined;
}

/** A stretch in which nothing happened. */
export interface TimelineWait {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface TimelineScale {
  readonly marks: readonly TimelineMark[];
  readonly waits: readonly TimelineWait[];
}

/** A gap takes the root of its time: 3 ms and 3 s find room on one line, and the longer is still the wider. */
const gapWeight = (gapMs: number) => 2 + Math.sqrt(Math.max(gapMs, 0));
/** A narrower wait has no room for its words. */
const leastWait = 0.085;
/** What a letter takes of the line where the window is narrow: 6 of 430 px. */
const letterWidth = 0.014;

/** Places an attempt's happenings on a line. What was only said to the person (notices) takes no place. */
export function timelineScale(timeline: readonly TimelineEntry[]): TimelineScale {
  const entries = timeline.filter((entry) => entry.event !== 'notice' && entry.event !== 'ended');
  const gapsMs = entries.map(({ atMs }, index) => atMs - (entries[index - 1]?.atMs ?? 0));
  const whole = gapsMs.reduce((sum, gapMs) => sum + gapWeight(gapMs), 0);
  const marks: TimelineMark[] = [];
  const waits: TimelineWait[] = [];
  let x = 0;
  for (const [index, entry] of entries.entries()) {
    const gapMs = gapsMs[index] ?? 0;
    const from = x;
    x = Math.min(x + gapWeight(gapMs) / whole, 1);
    if (x - from >= leastWait) waits.push({ from, to: x, label: momentWords(gapMs) });
    marks.push({ key: `${index} ${entry.event}`, x, atMs: entry.atMs, ...lookOf(entry) });
  }
  return { marks: withRoom(marks), waits };
}

/** Where a name under the line is held: at the right edge it would reach beyond it. */
export function anchorAt(x: number): 'middle' | 'end' {
  return x > 0.95 ? 'end' : 'middle';
}

type PlacedEntry = Exclude<TimelineEntry, { readonly event: 'notice' | 'ended' }>;

function lookOf(entry: PlacedEntry): Pick<TimelineMark, 'kind' | 'label'> {
  switch (entry.event) {
    case 'sent':
      return entry.purpose === 'open'
        ? { kind: 'knock', label: String(entry.step) }
        : { kind: 'other-knock', label: undefined };
    case 'dialled':
      return { kind: 'dial', label: undefined };
    case 'heard':
      return { kind: entry.answer === 'silence' ? 'silence' : 'answer', label: undefined };
    case 'leg':
    case 'resolved':
    case 'greeted':
      return { kind: 'resolved', label: undefined };
    case 'failed':
      return named(entry.code === 'cancelled' ? 'cancelled' : 'failed');
    default:
      return named(entry.event);
  }
}

function named(kind: keyof typeof names): Pick<TimelineMark, 'kind' | 'label'> {
  return { kind, label: names[kind] };
}

/** Takes the labels away that would lie on others of their row: of two the more telling stays, or else the earlier. */
function withRoom(marks: readonly TimelineMark[]): readonly TimelineMark[] {
  const order = Object.keys(names);
  const kept: TimelineMark[] = [];
  for (const mark of marks.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))) {
    if (mark.label !== undefined && !kept.some((other) => isOnLabelOf(other, mark))) kept.push(mark);
  }
  return marks.map((mark) => (kept.includes(mark) ? mark : { ...mark, label: undefined }));
}

function isOnLabelOf(one: TimelineMark, other: TimelineMark): boolean {
  // The numbers of the knocks stand above the line, the names under it.
  if ((one.kind === 'knock') !== (other.kind === 'knock')) return false;
  const [first, second] = [labelExtent(one), labelExtent(other)];
  return first.from < second.to && second.from < first.to;
}

function labelExtent({ x, label = '' }: TimelineMark): { readonly from: number; readonly to: number } {
  const width = (label.length + 0.5) * letterWidth;
  const from = anchorAt(x) === 'end' ? x - width : x - width / 2;
  return { from, to: from + width };
}
