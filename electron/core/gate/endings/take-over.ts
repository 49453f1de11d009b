import type { GateContext } from '../gate-context.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import { isOrphan } from '../journal/orphan.ts';

/**
 * Looks for an opening of ours that was made from another address of this computer, is nobody's any more, and lets us in
 * here too: behind one router the server sees the same address whichever of ours it was. It becomes this record's, so that
 * its last holder shuts it. To be asked at a gate that was found open and that `record` does not know; the address's turn
 * must be ours.
 * @returns whether there was one
 */
export async function takeOverOpening({ journal }: GateContext, record: GateRecord): Promise<boolean> {
  const { id, profileMark, address } = record.entry;
  const { entries } = await journal.readAll();
  const left = entries.find(
    (entry) =>
      entry.id !== id &&
      entry.profileMark === profileMark &&
      entry.address === address &&
      entry.openingsSent > 0 &&
      isOrphan(entry),
  );
  if (left === undefined) return false;
  await record.takenOver(left);
  return true;
}
