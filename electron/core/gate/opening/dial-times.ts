import type { GatePlan } from '../../../shared/gate-plan.ts';
import { dialsFew } from '../learned/counting-firewall.ts';
import type { GateLore } from '../learned/gate-lore.ts';
import { isLostLikely } from '../learned/line-loss.ts';
import { longestSingleSynMs } from '../reach/dialler.ts';

/** When one attempt is dialled, and what must be over before it begins. */
export interface DialTimes {
  /** After the last knock, each in turn unless one is answered. */
  readonly afterMs: readonly number[];
  /** How long the last of them is waited for. */
  readonly waitMs: number;
  /**
   * Once more where the last of them was refused: a refusal is not lost on the way, so the gate is slow or was not knocked at.
   * undefined: no more.
   */
  readonly afterRefusalMs?: number;
  /** When the first of them leaves at the earliest, after the first dial of all attempts. */
  readonly notBeforeMs: number;
}

/** firewalld takes up to 241 ms (measured): the first dial at a gate of which nothing is known. */
const unknownGateMs = 270;
/** It is looked for at least a second before it is knocked again (rule 5 of the gate). */
export const slowGateMs = 1100;
/** One dial a round, later in each: what is slow is found, and what was lost was knocked again. */
const unknownAfterMs = [unknownGateMs, 700, 1500, 4500];
/** Nine dials within 15 s, the first ones soon (20 % lost each way: in after three in the mean). */
const learnedAtMs = [0, 300, 800, 1600, 3000, 5000, 7500, 10_300, 13_300];
const laterEachMs = 3000;
/** From this place on there is more than a second to the next one's first knock. */
const firstApart = 3;
/** Where the firewall counts connections: one, and one more when the first ones are forgotten by most. */
const fewAtMs = [0, 8000];
const shortestWaitMs = 150;
/** Lost, or slow? So long nothing is knocked again where no first attempt was ever answered; twice as long each further time. */
const likelySlowMs = 2000;
/** Above what has always been enough. */
const margin = 1.2;

/**
 * When attempt number `round` is dialled (rule 4 of the gate).
 * @param round counts the attempts from 1
 * @returns undefined where no attempt is left
 */
export function dialTimesOf(
  plan: Pick<GatePlan, 'dials'>,
  lore: GateLore | undefined,
  round: number,
): DialTimes | undefined {
  const { opening, roundTripMs = 0 } = lore ?? {};
  const firstMs = opening?.dialMs ?? unknownGateMs;
  const usuallyMs = margin * (opening?.notLaterMs ?? firstMs);
  const surelyMs = Math.max(usuallyMs, margin * slowerMs(lore));
  if (dialsFew(plan, lore)) {
    const notBeforeMs = fewAtMs[round - 1];
    if (notBeforeMs === undefined) return undefined;
    return { afterMs: [Math.max(unknownGateMs, surelyMs)], waitMs: longestSingleSynMs, notBeforeMs };
  }
  if (lore?.isProven !== true) {
    const afterMs = unknownAfterMs[Math.min(round, unknownAfterMs.length) - 1] ?? unknownGateMs;
    const slow = round === 1 ? { afterRefusalMs: slowGateMs } : {};
    return { afterMs: [afterMs], waitMs: longestSingleSynMs, notBeforeMs: 0, ...slow };
  }
  const waitMs = Math.min(longestSingleSynMs, Math.max(shortestWaitMs, 3 * roundTripMs + 60));
  if (round === 1) return { afterMs: [firstMs, Math.max(surelyMs, firstMs + waitMs)], waitMs, notBeforeMs: 0 };
  const last = learnedAtMs.length - 1;
  // The first attempt has two dials; a look before it is one more.
  const place = round < last || lore.isShut ? round : round + 1;
  const notBeforeMs = (learnedAtMs[Math.min(place, last)] ?? 0) + Math.max(0, place - last) * laterEachMs;
  const laterMs = lore.doubtful > 0 && !isLostLikely(lore) ? surelyMs : usuallyMs;
  // The later ones stand so far apart that an answer which is late costs nothing.
  const isApart = place > firstApart;
  return {
    afterMs: [laterMs * 1.3 ** Math.min(round - 2, 4)],
    waitMs: isApart ? longestSingleSynMs : waitMs,
    notBeforeMs,
  };
}

/**
 * How long the command may take by now where nobody can say which opening has opened it of late; 0 where that is known. It takes
 * no longer than the quickest of these openings did, from its very first attempt: a wait for more would cost attempts.
 */
function slowerMs(lore: GateLore | undefined): number {
  if (lore === undefined || lore.doubtful === 0) return 0;
  const { doubtful, doubtfulMs = lore.slowestMs } = lore;
  if (!isLostLikely(lore)) return doubtfulMs;
  return lore.opening === undefined ? Math.min(doubtfulMs, likelySlowMs * 2 ** (doubtful - 1)) : 0;
}
