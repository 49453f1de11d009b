import type { DialLimit } from '../dials/dial-book.ts';
import { countsDials, leastStood } from './counting-firewall.ts';
import type { GateLore } from './gate-lore.ts';

/** What was never seen open is not dialled more often than that, whoever asks (rule 4 of the gate). */
const unprovenLimit: DialLimit = { most: 5, withinMs: 30_000 };

/** How often a gate may be dialled at all; undefined where each attempt has its own times only. */
export function dialLimitOf(lore: GateLore | undefined): DialLimit | undefined {
  // A limit that has shut us out may count what it drops twice over: it forgets after a minute without a dial.
  if (countsDials(lore)) return lore?.hasFailed === true ? { ...leastStood, most: 1 } : leastStood;
  return lore?.isProven === true ? undefined : unprovenLimit;
}
