import type { GateLore } from './gate-lore.ts';
import { areLostLikely, isLostLikely, lineAfter, silentShare } from './line-loss.ts';
import { paceAfter } from './pace.ts';
import { turnedBetween, turnedBy } from './turning-time.ts';

/** An opening that was seen to work. */
export interface SeenOpening {
  /** The pause that its first attempt took, and of the attempt that worked where it was a later one. */
  readonly firstPaceMs: number;
  readonly workedPaceMs: number | undefined;
  /** When the attempt that worked was dialled, after its last knock; the last one was answered. */
  readonly dialledAfterMs: readonly number[];
  /** From the last knock of the first attempt to the answer. */
  readonly sinceFirstMs: number;
  readonly roundTripMs: number;
}

/** What is known after one more opening. */
export function loreAfterOpening(before: GateLore | undefined, seen: SeenOpening): GateLore {
  const { firstPaceMs, workedPaceMs, dialledAfterMs, sinceFirstMs, roundTripMs } = seen;
  const isFirstAttempt = workedPaceMs === undefined;
  const doubtful = isFirstAttempt ? 0 : (before?.doubtful ?? 0) + 1;
  const line = lineAfter(before, isFirstAttempt);
  // A first attempt that the line's loss explains says nothing of the gate's time.
  const isLost = before?.opening !== undefined && doubtful > 0 && isLostLikely({ ...line, doubtful });
  return {
    version: 2,
    isProven: before !== undefined,
    sharing: before?.sharing,
    counting: before?.counting,
    firstClosingsLost: before?.firstClosingsLost,
    shutting: before?.shutting,
    shutAnswer: before?.shutAnswer,
    isShut: false,
    ...paceAfter(before, firstPaceMs, workedPaceMs),
    roundTripMs: smoothed(before?.roundTripMs, roundTripMs),
    slowestMs: isLost ? before.slowestMs : slowestTime(before, seen),
    doubtful,
    doubtfulMs: isFirstAttempt ? undefined : Math.min(before?.doubtfulMs ?? sinceFirstMs, sinceFirstMs),
    ...line,
    opening: isFirstAttempt ? openingTime(before, dialledAfterMs) : before?.opening,
  };
}

/** A dial that was put off for the longest time so far, and was answered, says nothing of a longer one. */
function slowestTime(
  before: GateLore | undefined,
  { workedPaceMs, dialledAfterMs, sinceFirstMs }: SeenOpening,
): number {
  const { slowestMs = 0 } = before ?? {};
  const isPutOff = workedPaceMs === undefined && dialledAfterMs.length > 1;
  return Math.max(0.9 * slowestMs, isPutOff ? Math.min(sinceFirstMs, slowestMs) : sinceFirstMs);
}

/** Which opening has opened it is known of a first attempt only. */
function openingTime(before: GateLore | undefined, [firstMs = 0, secondMs]: readonly number[]) {
  if (secondMs === undefined) return turnedBy(before?.opening, firstMs);
  // What was late for so long that no loss explains it has become slower: what was known of it holds no more.
  const isAsBefore = before !== undefined && isLostLikely(before);
  return turnedBetween(isAsBefore ? before.opening : undefined, firstMs, secondMs, silentShare(before));
}

/** A closing that was looked at. */
export interface SeenClosing {
  /** Whether it was seen shut, or is open still after all of them. */
  readonly isShut: boolean;
  readonly closings: number;
  /** Before the first one came the knocks that clear half an attempt: it says nothing of one without them. */
  readonly wasCleared?: boolean;
  /** The looks after the first closing: when, after its last knock, and whether somebody answered. */
  readonly looks: readonly { readonly afterMs: number; readonly isAnswered: boolean }[];
  /** What the port answered when it was shut: `silence` or an error's code. */
  readonly answer: string | undefined;
}

/** What is known after one more closing. Where the line's loss explains an open gate nobody else needs to be at it. */
export function loreAfterClosing(before: GateLore | undefined, seen: SeenClosing): GateLore | undefined {
  if (before === undefined) return undefined;
  const { isShut, closings, wasCleared = false, looks, answer } = seen;
  if (!isShut) return areLostLikely(before, closings) ? { ...before, isShut } : loreAfterFoundOpen(before);
  const [first, second] = looks;
  const isClear = closings === 1 && first !== undefined;
  const shutting = isClear && !first.isAnswered ? turnedBy(before.shutting, first.afterMs) : before.shutting;
  const isLater = isClear && first.isAnswered && second !== undefined && !second.isAnswered;
  return {
    ...before,
    isShut,
    isProven: true,
    ...(!wasCleared && { firstClosingsLost: closings > 1 ? (before.firstClosingsLost ?? 0) + 1 : 0 }),
    ...(answer !== undefined && { shutAnswer: answer }),
    shutting: isLater ? turnedBetween(before.shutting, first.afterMs, second.afterMs, silentShare(before)) : shutting,
  };
}

/** What is known of a gate that is open, though we have not opened it. */
export function loreAfterFoundOpen(before: GateLore | undefined): GateLore | undefined {
  return before && { ...before, isShut: false, sharing: before.sharing ?? 'perhaps' };
}

/** What is known after one more connection through a gate that we hold: it stands several. undefined: nothing new. */
export function loreAfterShared(before: GateLore | undefined): GateLore | undefined {
  return before?.isProven === false ? { ...before, isProven: true } : undefined;
}

function smoothed(before: number | undefined, now: number): number {
  return Math.round((before === undefined ? now : 0.7 * before + 0.3 * now) * 10) / 10;
}
