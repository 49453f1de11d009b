import { isTurnLost } from '../../turn-lost.ts';
import type { JournalEntry } from './journal.ts';
import { thisProcess } from './process-mark.ts';

interface BrokenOff {
  readonly entry: JournalEntry;
  readonly change: Partial<JournalEntry>;
}

const unwritten = new Map<string, BrokenOff>();

/**
 * Writes down that an opening was broken off. Where the turn was lost meanwhile nobody may write: it is remembered for
 * whoever of this process has the turn next, and the failure thrown again.
 * @param entry as it was written before the opening
 */
export async function writeBrokenOff(
  entry: JournalEntry,
  change: Partial<JournalEntry>,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (thrown) {
    if (isTurnLost(thrown)) unwritten.set(entry.id, { entry, change });
    throw thrown;
  }
}

/**
 * An entry that was just read, without an opening of this process that was broken off and could not be written down so: as if it
 * had been, where nobody has changed the entry since, else one opening less.
 */
export function withoutBrokenOff(entry: JournalEntry): JournalEntry {
  const lost = unwritten.get(entry.id);
  if (lost === undefined) return entry;
  unwritten.delete(entry.id);
  const { openingsSent, openingsSeen, worker, lastKnockAtMs } = entry;
  const isAsItWas = worker?.pid === thisProcess().pid && lastKnockAtMs === lost.entry.lastKnockAtMs;
  if (isAsItWas) return { ...entry, ...lost.change };
  // What a server has shut by itself meanwhile is counted anew.
  if (openingsSent < lost.entry.openingsSent) return entry;
  return { ...entry, openingsSent: Math.max(openingsSeen, openingsSent - 1) };
}
