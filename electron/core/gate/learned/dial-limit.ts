import type { DialLimit } from '../dials/dial-book.ts';
import type { GateLore } from './gate-lore.ts';

/** What was never seen open is not dialled more often than that, whoever asks (rule 4 of the gate). */
const unprovenLimit: DialLimit = { most: 5, withinMs: 30_000 };

/** How often a gate may be dialled at all; undefined where each attempt has its own times only. */
export function dialLimitOf(lore: GateLore | undefined): DialLimit | undefined {
  return lore?.isProven === true ? undefined : unprovenLimit;
}
