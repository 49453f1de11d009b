import { type Holder, hasShutItself, type JournalEntry } from './journal.ts';
import { isAlive } from './process-mark.ts';

/** Whether nobody works at a gate or holds it any more: no living process, and no hand on a gate that is still open. */
export function isOrphan(entry: JournalEntry): boolean {
  const isAtWork = entry.worker !== undefined && isAlive(entry.worker);
  const isHeldBy = ({ as, owner }: Holder) => (as === 'hand' && !hasShutItself(entry)) || isAlive(owner);
  return !isAtWork && !entry.holders.some(isHeldBy);
}
