import type { GatePlan } from '../../../shared/gate-plan.ts';
import { nameOf } from '../journal/elsewhere.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { GateLore } from '../learned/gate-lore.ts';
import { areLostLikely } from '../learned/line-loss.ts';

/** A gate that answers after its closings. */
export interface StillOpen {
  readonly plan: Pick<GatePlan, 'host' | 'port' | 'dials'>;
  readonly entry: Pick<JournalEntry, 'address' | 'openingsSent' | 'closingsSent'>;
  readonly lore: GateLore | undefined;
  /** How many closings were sent just now; what was sent before is in the entry too. */
  readonly closings: number;
}

/**
 * What is said of a gate that is still open: what was seen, and what may be the cause, the commonest first, a sentence each. What
 * cannot be is left out: more closings than the line loses, and others where a person has said that there are none.
 */
export function stillOpenMessage({ plan, entry, lore, closings }: StillOpen): string {
  const after =
    { 0: 'though each opening has had its closing', 1: 'after the closing' }[closings] ?? `after ${closings} closings`;
  const mayBeLost = areLostLikely(lore, Math.max(1, closings, entry.closingsSent));
  const hasShutBefore = lore?.shutting !== undefined;
  // Whose look was spared may never have seen it shut; what nobody of ours has opened too.
  const wasSeenShut = plan.dials !== 'few' && entry.openingsSent > 0;
  return [
    `The gate at ${nameOf(plan.host, entry.address)} is still open: port ${plan.port} answers ${after}.`,
    ...(mayBeLost ? ['Most likely the closing was lost on the way.'] : []),
    ...(lore?.sharing === 'no'
      ? []
      : ['Another opening from this address may be open still, of another program or another computer behind it.']),
    hasShutBefore
      ? 'The server’s closing may have been changed since this one last worked.'
      : 'The closing may not be the server’s, or the server has none: compare it with the closing door’s Sequence.',
    'Its command may fail: the server’s log says so after that door’s OPEN SESAME.',
    `The port may not be protected${wasSeenShut ? ' any more' : ' at all'}: look at the firewall’s rules.`,
  ].join(' ');
}
