import type { TimelineEntry } from '../../electron/shared/views/session-view.ts';

type Entry<Event extends TimelineEntry['event']> = Extract<TimelineEntry, { readonly event: Event }>;
export type TurningPoint = Entry<'resolved' | 'open' | 'greeted' | 'asking' | 'ready' | 'shut' | 'failed'>;

export interface Heard {
  readonly atMs: number;
  /** `silence`, `answered`, or an error's code. */
  readonly answer: string;
}

/** One knocking, and the dials after it. */
export interface Try {
  readonly kind: 'try';
  readonly knocks: readonly Entry<'sent'>[];
  readonly dialsAtMs: readonly number[];
  readonly answers: readonly Heard[];
}

/** A stretch of an attempt that is drawn as one. */
export type Beat =
  | Try
  | { readonly kind: 'point'; readonly entry: TurningPoint }
  | { readonly kind: 'look'; readonly heard: Heard }
  /** A dial at the host's address of the other family. */
  | { readonly kind: 'other-family'; readonly family: 4 | 6; readonly heard: Heard }
  /** Tries like those before them. */
  | { readonly kind: 'folded'; readonly tries: readonly Try[] };

/** Divides a timeline into what is drawn as one. What was only said to the person (notices, keys) is no part of it. */
export function timelineBeats(timeline: readonly TimelineEntry[]): readonly Beat[] {
  const beats: Beat[] = [];
  let family: 4 | 6 = 4;
  for (const entry of timeline) {
    const last = beats.at(-1);
    switch (entry.event) {
      case 'sent':
        if (last?.kind === 'try' && belongsTo(last, entry)) replaceLast(beats, { knocks: [...last.knocks, entry] });
        else beats.push({ kind: 'try', knocks: [entry], dialsAtMs: [], answers: [] });
        break;
      case 'dialled':
        if (last?.kind === 'try') replaceLast(beats, { dialsAtMs: [...last.dialsAtMs, entry.atMs] });
        break;
      case 'heard': {
        const heard = { atMs: entry.atMs, answer: entry.answer };
        if (entry.to === 'look') beats.push({ kind: 'look', heard });
        else if (entry.to === 'other-family') {
          beats.push({ kind: 'other-family', family: family === 4 ? 6 : 4, heard });
        } else if (last?.kind === 'try') replaceLast(beats, { answers: [...last.answers, heard] });
        break;
      }
      case 'notice':
      case 'key':
      case 'leg':
      case 'ended':
        break;
      default:
        if (entry.event === 'resolved') family = entry.family;
        beats.push({ kind: 'point', entry });
    }
  }
  return beats;
}

function replaceLast(beats: Beat[], change: Partial<Try>): void {
  const last = beats.pop();
  if (last?.kind === 'try') beats.push({ ...last, ...change });
}

/** A knock goes on with a try until that has dialled, or until a sequence begins after a whole one. */
function belongsTo({ knocks, dialsAtMs }: Try, knock: Entry<'sent'>): boolean {
  const before = knocks.at(-1);
  if (dialsAtMs.length > 0 || before === undefined) return false;
  return before.purpose === 'flush' || (before.purpose === knock.purpose && knock.step > before.step);
}

/** More tries than this are not all drawn: the first two and the last say how it went. */
const mostTries = 4;

/** Folds the middle of many tries that stand side by side, so that the drawing stays readable. */
export function foldedBeats(beats: readonly Beat[]): readonly Beat[] {
  const isOpening = (beat: Beat): beat is Try => beat.kind === 'try' && beat.knocks[0]?.purpose !== 'close';
  const tries = beats.filter(isOpening);
  if (tries.length <= mostTries) return beats;
  const middle = tries.slice(2, -1);
  return beats.flatMap((beat): readonly Beat[] => {
    if (!isOpening(beat) || !middle.includes(beat)) return [beat];
    return beat === middle[0] ? [{ kind: 'folded', tries: middle }] : [];
  });
}

/** When a try ended: with the last that was heard, or sent. */
export function endOf({ knocks, dialsAtMs, answers }: Try): number {
  return Math.max(...[knocks.at(-1)?.atMs, dialsAtMs.at(-1), answers.at(-1)?.atMs].map((atMs) => atMs ?? 0));
}
