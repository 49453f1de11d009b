import { elsewhereOf } from './elsewhere.ts';
import type { GateContext } from './gate-context.ts';
import type { Holder, JournalEntry } from './journal.ts';
import type { Way } from './local-address.ts';
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
  /** The way on which it was knocked last. */
  readonly way: Way;
  /**
   * Nobody holds it any more, and it was not seen shut. `elsewhere`: it was opened for an address which this computer has no
   * more, so that it cannot be shut from here.
   */
  readonly left: 'here' | 'elsewhere' | undefined;
}

/** `Gatekeeper.known`: reads the journal, and changes nothing but that damaged files are moved aside and named. */
export async function knownGates({ journal }: GateContext): Promise<{
  readonly gates: readonly KnownGate[];
  readonly movedAside: readonly string[];
}> {
  const { entries, movedAside } = await journal.readAll();
  return { gates: await Promise.all(entries.map(knownGateOf)), movedAside };
}

async function knownGateOf(entry: JournalEntry): Promise<KnownGate> {
  const { id, profileMark, host, port, openedAtMs, address, family, localAddress } = entry;
  const holders = entry.holders.filter((holder) => holder.as === 'hand' || isAlive(holder.owner));
  const state = stateOf(entry, holders);
  const isLeft = holders.length === 0 && (state === 'open' || state === 'unknown');
  return {
    id,
    profileMark,
    host,
    port,
    state,
    openedAtMs,
    sessions: holders.filter((holder) => holder.as === 'session').length,
    isHeldByHand: holders.some((holder) => holder.as === 'hand'),
    way: { address, family, localAddress },
    left: isLeft ? await placeOf(entry) : undefined,
  };
}

async function placeOf(entry: JournalEntry): Promise<'here' | 'elsewhere'> {
  return (await elsewhereOf(entry))?.openedFor === undefined ? 'here' : 'elsewhere';
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
