import type { GateContext } from './gate-context.ts';
import { livingHoldersOf } from './gate-record.ts';
import type { Holder, JournalEntry } from './journal.ts';
import { isAlive } from './process-mark.ts';

/** A gate that the journal knows of: everything about it but its sequences. */
export interface KnownGate {
  readonly id: string;
  /** Compare with `Gatekeeper.markOf` of a plan. */
  readonly profileMark: string;
  readonly host: string;
  readonly port: number;
  /**
   * `knocking`, `closing`: a living process is at it. `open` without holders: a closing had no effect. `unknown`: nobody can
   * say. `shut`: what is kept is only that the daemon may remember knocks.
   */
  readonly state: 'knocking' | 'open' | 'closing' | 'unknown' | 'shut';
  readonly openedAtMs: number | undefined;
  /** Sessions of living processes that hold it. */
  readonly sessions: number;
  readonly isHeldByHand: boolean;
}

/** `Gatekeeper.known`: reads the journal, and changes nothing but that damaged files are moved aside and named. */
export async function knownGates({ journal }: Pick<GateContext, 'journal'>): Promise<{
  readonly gates: readonly KnownGate[];
  readonly movedAside: readonly string[];
}> {
  const { entries, movedAside } = await journal.readAll();
  return { gates: entries.map(knownGateOf), movedAside };
}

function knownGateOf(entry: JournalEntry): KnownGate {
  const { id, profileMark, host, port, openedAtMs } = entry;
  const holders = livingHoldersOf(entry);
  return {
    id,
    profileMark,
    host,
    port,
    state: stateOf(entry, holders),
    openedAtMs,
    sessions: holders.filter((holder) => holder.as === 'session').length,
    isHeldByHand: holders.some((holder) => holder.as === 'hand'),
  };
}

function stateOf({ phase, worker, openingsSent, openedAtMs }: JournalEntry, holders: readonly Holder[]) {
  const isAtWork = worker !== undefined && isAlive(worker);
  switch (phase) {
    case 'knocking':
      if (isAtWork) return phase;
      return openingsSent > 0 ? 'unknown' : 'shut';
    case 'closing':
      return isAtWork ? phase : 'unknown';
    case 'open':
      // Its holders have died, and nobody has looked since.
      return holders.length > 0 ? phase : 'unknown';
    case 'failed':
      // An opening that nobody answered leaves a note about knocks; a closing without effect leaves a gate.
      return openingsSent > 0 && openedAtMs !== undefined ? 'open' : 'shut';
    case 'unknown':
      return phase;
  }
}
