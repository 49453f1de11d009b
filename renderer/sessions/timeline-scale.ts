import type { TimelineEntry } from '../../electron/shared/views/session-view.ts';
import { momentWords } from './timeline-words.ts';

export type MarkKind =
  | 'resolved'
  | 'knock'
  | 'other-knock'
  | 'dial'
  | 'open'
  | 'asking'
  | 'ready'
  | 'failed'
  | 'cancelled'
  | 'shut';

/** A packet, an answer or a turn of events, at its place from 0 (the click) to 1 (the end). */
export interface TimelineMark {
  readonly key: string;
  readonly x: number;
  readonly kind: MarkKind;
  readonly atMs: number;
  /** The number of a knock. */
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

/** Places an attempt's happenings on a line. What was only said to the person (notices) takes no place. */
export function timelineScale(timeline: readonly TimelineEntry[]): TimelineScale {
  const entries = timeline.filter((entry) => entry.event !== 'notice' && entry.event !== 'ended');
  const weights = entries.map(({ atMs }, index) => gapWeight(atMs - (entries[index - 1]?.atMs ?? 0)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const marks: TimelineMark[] = [];
  const waits: TimelineWait[] = [];
  let x = 0;
  entries.forEach((entry, index) => {
    const from = x;
    x = Math.min(x + (weights[index] ?? 0) / whole, 1);
    const gapMs = entry.atMs - (entries[index - 1]?.atMs ?? 0);
    if (x - from >= leastWait) waits.push({ from, to: x, label: momentWords(gapMs) });
    marks.push({ key: `${index} ${entry.event}`, x, atMs: entry.atMs, ...lookOf(entry) });
  });
  return { marks, waits };
}

function lookOf(entry: TimelineEntry): Pick<TimelineMark, 'kind' | 'label'> {
  switch (entry.event) {
    case 'sent':
      return entry.purpose === 'open'
        ? { kind: 'knock', label: String(entry.step) }
        : { kind: 'other-knock', label: undefined };
    case 'failed':
      return { kind: entry.code === 'cancelled' ? 'cancelled' : 'failed', label: undefined };
    case 'dialled':
      return { kind: 'dial', label: undefined };
    case 'notice':
    case 'ended':
      return { kind: 'resolved', label: undefined };
    default:
      return { kind: entry.event, label: undefined };
  }
}
