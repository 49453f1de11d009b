import { livingHoldersOf } from './gate-record.ts';
import { hasShutItself, type Journal, type JournalEntry } from './journal.ts';

/**
 * Whether somebody of ours holds an entry's port open by another sequence. What answers there is theirs: it says nothing of this gate,
 * and a closing would shut them out. Theirs ends both.
 */
export async function isPortHeld(
  journal: Journal,
  { id, address, port, localAddress, via }: JournalEntry,
): Promise<boolean> {
  const entries = await journal.readAt([address]);
  return entries.some(
    (other) =>
      other.id !== id &&
      other.port === port &&
      other.localAddress === localAddress &&
      other.via?.hosts === via?.hosts &&
      other.phase === 'open' &&
      !hasShutItself(other) &&
      livingHoldersOf(other).length > 0,
  );
}
