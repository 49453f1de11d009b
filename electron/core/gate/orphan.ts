import type { JournalEntry } from './journal.ts';
import { isAlive } from './process-mark.ts';

/** Whether nobody works at a gate or holds it any more: no living process, and no hand. */
export function isOrphan({ worker, holders }: Pick<JournalEntry, 'worker' | 'holders'>): boolean {
  const isAtWork = worker !== undefined && isAlive(worker);
  return !isAtWork && !holders.some((holder) => holder.as === 'hand' || isAlive(holder.owner));
}
