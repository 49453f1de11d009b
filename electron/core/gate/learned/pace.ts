import { defaultDelayMs, type GatePlan, longestDelayMs, sequenceDurationMs } from '../../../shared/gate-plan.ts';
import type { Step } from '../../../shared/sequence.ts';
import type { GateLore } from './gate-lore.ts';

/** Below this nothing is gained: knockd reads its capture every 50 ms. */
const shortestPaceMs = 5;
/** Above the jitter of any usual path (100 ms opened 100 of 100 on a line of 40 ± 20 ms). */
const longestPaceMs = 100;
/** How long a daemon may remember half a sequence: an attempt that was slower than one of these is followed by a faster one. */
const usualTimeoutsS = [25, 15, 10, 5];
const shortTimeoutS = 2;

/**
 * The pause for one attempt: the profile's own, or what was learned, longer with each attempt that did not work, and never so
 * long that the daemon forgets the sequence on the way. Where the profile does not say how long that is, each attempt that was
 * slower than a usual time is followed by one that is faster.
 * @param steps of the opening, or of the closing, which keeps the opening's pace
 * @param round counts the attempts from 1
 */
export function paceOf(
  { learnsPace, delayMs, seqTimeoutS }: Pick<GatePlan, 'learnsPace' | 'delayMs' | 'seqTimeoutS'>,
  steps: readonly Step[],
  lore: GateLore | undefined,
  round: number,
): number {
  if (!learnsPace) return delayMs;
  const learned = lore?.paceMs ?? defaultDelayMs;
  const slower = round === 1 ? learned : Math.max(learned, Math.min(longestPaceMs, 20 * 2 ** round));
  const ladder = timeoutsS(steps, seqTimeoutS, Math.max(learned, round === 1 ? 0 : longestPaceMs));
  const longest = longestDelayMs(steps, ladder[(round - 1) % ladder.length] ?? seqTimeoutS);
  return Math.floor(Math.min(slower, longest ?? slower));
}

/**
 * The pace of the next opening, as a sender finds the rate of a line.
 * @param firstMs the pause of the first attempt
 * @param workedMs the pause of the attempt that opened, where it was a later one
 */
export function paceAfter(
  before: Pick<GateLore, 'brokenPaceMs'> | undefined,
  firstMs: number,
  workedMs: number | undefined,
): Pick<GateLore, 'paceMs' | 'brokenPaceMs'> {
  if (workedMs === undefined) {
    const brokenPaceMs = (before?.brokenPaceMs ?? 0) * 0.9;
    const quicker = Math.max(shortestPaceMs, 1.5 * brokenPaceMs, 0.6 * firstMs);
    return { paceMs: Math.min(firstMs, quicker), brokenPaceMs };
  }
  // A daemon that forgets quickly: what was too slow for it is no pace that broke.
  if (workedMs < firstMs) return { paceMs: workedMs, brokenPaceMs: before?.brokenPaceMs ?? 0 };
  return { paceMs: Math.min(longestPaceMs, Math.max(2 * firstMs, 20)), brokenPaceMs: firstMs };
}

/** What the daemon's time may be, the profile's first: shorter ones that this sequence would miss at this pace. */
function timeoutsS(steps: readonly Step[], seqTimeoutS: number, paceMs: number): readonly number[] {
  const takesMs = sequenceDurationMs(steps, paceMs);
  const shorter = [...usualTimeoutsS, ...(takesMs > 1000 ? [shortTimeoutS] : [])];
  return [seqTimeoutS, ...shorter.filter((timeoutS) => timeoutS < seqTimeoutS && takesMs > (timeoutS - 1) * 1000)];
}
