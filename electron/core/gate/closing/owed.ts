import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import { dialsFew } from '../learned/counting-firewall.ts';
import type { GateLore } from '../learned/gate-lore.ts';

/** A closing is lost more often than anything else goes wrong: so many in a cycle, until the gate is seen shut. */
const mostInCycle = 8;
/** How long an opening may be on its way at a gate whose time nobody knows. */
const unknownLateMs = 30_000;
/** Of the longest time that was seen at a gate; a slower one is beyond what anybody can expect. */
const lateFactor = 3;
const settlingMargin = 1.2;
/** One closing without effect was lost; the first one of so many cycles in a row was not. */
const eatenFrom = 2;
/** A busy server takes longer than ever before: this long it is waited for, whatever was seen. */
const leastLateMs = 1000;
/** An opening is noted with the time of its last knock. */
const longestSequenceMs = 60_000;
/** Three times what the slowest commands take; all else that puts a look off is a minute. */
const longestPutOffMs = 600_000;
/** Longer than a person, or a quitting app, would wait for. */
const longestSettlingMs = 3000;

/**
 * How many closings a gate may be sent (rule 6 of the gate): until it is seen shut where it is ours alone, else as many as
 * openings were sent, since a further one would shut somebody else out.
 * @param why `byHand`: a person says so, worth one closing even where none is owed; `isStillOpen`: a look a minute later has found it
 * open, so that the closing before was lost most likely: worth one more, as long as nobody else seems to be at it
 */
export function mostClosingsOf(
  plan: Pick<GatePlan, 'shared' | 'dials'>,
  lore: GateLore | undefined,
  { closingsOwed }: Pick<GateRecord, 'closingsOwed'>,
  { byHand, isStillOpen }: { readonly byHand: boolean; readonly isStillOpen: boolean },
): number {
  if (!keepsCount(plan, lore)) return mostInCycle;
  const mayBeShared = plan.shared || lore?.sharing === 'perhaps';
  // As many closings more than are owed are in its count.
  const wasLost = isStillOpen && !mayBeShared && closingsOwed > 1 - mostInCycle;
  return Math.max(byHand || wasLost ? 1 : 0, closingsOwed);
}

/** Whether a gate is sent no more closings than openings. */
export function keepsCount(plan: Pick<GatePlan, 'shared' | 'dials'>, lore: GateLore | undefined): boolean {
  return plan.shared || dialsFew(plan, lore) || lore?.sharing === 'perhaps';
}

/**
 * Whether the first closing of a cycle is sent as if half an attempt lay in the daemon: an opening that begins a longer door, which
 * stands first in knockd.conf, leaves its half there, and that eats the next sequence (measured). Always where no second closing
 * follows; else where the first one was of no effect in the last cycles.
 */
export function clearsFirst(plan: Pick<GatePlan, 'shared' | 'dials'>, lore: GateLore | undefined): boolean {
  return keepsCount(plan, lore) || (lore?.firstClosingsLost ?? 0) >= eatenFrom;
}

/**
 * Until when an opening that was sent may still take effect, in milliseconds since 1970.
 * @returns undefined where none can any more
 */
export function lateUntilMs(
  { openingsToCome, entry }: Pick<GateRecord, 'openingsToCome' | 'entry'>,
  lore: GateLore | undefined,
): number | undefined {
  if (openingsToCome === 0) return undefined;
  // A clock that was set back since makes no opening later than it can be.
  const sentAtMs = Math.min(entry.lastOpeningAtMs, Date.now() + longestSequenceMs);
  const atMs = sentAtMs + (lore === undefined ? unknownLateMs : Math.max(leastLateMs, lateFactor * lore.slowestMs));
  return atMs > Date.now() ? atMs : undefined;
}

/** How long a closing waits for an opening that is likely on its way, so that it does not overtake it. */
export function settlesWithinMs(
  { openingsToCome, entry }: Pick<GateRecord, 'openingsToCome' | 'entry'>,
  lore: GateLore | undefined,
): number {
  if (openingsToCome === 0 || lore === undefined) return 0;
  const settledAtMs = entry.lastOpeningAtMs + Math.max(leastLateMs, settlingMargin * lore.slowestMs);
  return Math.min(longestSettlingMs, Math.max(0, settledAtMs - Date.now()));
}

/** Whether an owed look is due; one that is further away than any is put off was noted before the clock was set back. */
export function isLookDue({ atMs }: { readonly atMs: number }): boolean {
  return atMs <= Date.now() || atMs > Date.now() + longestPutOffMs;
}
