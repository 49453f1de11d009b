import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { GateLore } from './gate-lore.ts';
import { isLostLikely } from './line-loss.ts';

/** The strictest limits in use stand three new connections a minute (`recent`, the fourth in 60 s is dropped). */
export const leastStood = { most: 3, withinMs: 60_000 } as const;
/** A daemon that was started anew just then looks the same once: after an hour one usual cycle shows whether it is so. */
const believedOnceMs = 60 * 60 * 1000;
/** And of a firewall that has done it again after that: firewalls are set up anew. */
const believedMs = 30 * 24 * 60 * 60 * 1000;

/** Where more first attempts than that stay unanswered, about 8 % lost each way, a whole attempt fails by chance too. */
const goodLine = 0.25;

/** An attempt at whose end the gate was still shut. */
export interface FailedAttempt {
  /** When it began, in milliseconds since 1970. */
  readonly beganAtMs: number;
  /** How often the port was dialled in the minute before. */
  readonly recentDials: number;
  /** How often it was knocked and dialled. */
  readonly rounds: number;
}

/** Whether a gate is dialled as seldom as can be: the profile says so, or its firewall was seen to count connections. */
export function dialsFew({ dials }: Pick<GatePlan, 'dials'>, lore: GateLore | undefined): boolean {
  return dials === 'few' || countsDials(lore);
}

/** Whether a gate's firewall was seen to count connections, of late. */
export function countsDials(lore: Pick<GateLore, 'counting'> | undefined): boolean {
  const { counting } = lore ?? {};
  return counting !== undefined && Date.now() - counting.atMs < (counting.again ? believedMs : believedOnceMs);
}

/**
 * What is known after an attempt that failed. A gate that opened within the minute, and is silent or refuses after as many dials
 * as the strictest limits stand, has a firewall that counts, where the line's loss does not explain it. Who fails again after
 * few dials only has shown that it was something else.
 */
export function loreAfterFailure(before: GateLore | undefined, failed: FailedAttempt): GateLore | undefined {
  if (before === undefined) return undefined;
  const { counting, lastOpening, hasFailed } = before;
  const after = { ...before, hasFailed: true };
  if (countsDials(before)) return counting?.belief === 'perhaps' ? { ...after, counting: undefined } : after;
  const { beganAtMs, recentDials, rounds } = failed;
  // Where the cycle before was not seen to its end its path has died, as it may have here.
  const hasJustOpened =
    hasFailed !== true && before.isShut && beganAtMs - (lastOpening?.atMs ?? 0) < leastStood.withinMs;
  const { attempts, failedAttempts } = before;
  const isLost =
    failedAttempts / attempts > goodLine ||
    isLostLikely({ attempts: attempts + rounds, failedAttempts: failedAttempts + rounds, doubtful: rounds });
  if (!hasJustOpened || recentDials < leastStood.most || isLost) return after;
  const again = counting !== undefined && Date.now() - counting.atMs < 2 * believedMs;
  return { ...after, counting: { belief: 'perhaps', atMs: Date.now(), ...(again && { again }) } };
}

/** What is known after an opening that worked, from our address `from`: with few dials it does where it did not with more. */
export function loreAfterWorking(lore: GateLore, from: string): GateLore {
  const { counting } = lore;
  const atMs = Date.now();
  return {
    ...lore,
    lastOpening: { atMs, from },
    hasFailed: undefined,
    counting: counting?.belief === 'perhaps' ? { ...counting, belief: 'sure', atMs } : counting,
  };
}
