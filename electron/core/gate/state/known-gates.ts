import type { GateCountdown } from '../../../shared/views/gate-view.ts';
import type { GateContext } from '../gate-context.ts';
import { elsewhereOf } from '../journal/elsewhere.ts';
import { livingHoldersOf } from '../journal/gate-record.ts';
import { type Holder, hasShutItself, type JournalEntry } from '../journal/journal.ts';
import { isAlive } from '../journal/process-mark.ts';
import { localAddressTowards, type Way } from '../reach/local-address.ts';

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
  /** When it shuts although nobody shuts it now, while it is open. */
  readonly shuts: GateCountdown | undefined;
  /** When the server shuts it by itself, whoever knocks it again before. */
  readonly runsOutAtMs: number | undefined;
  /** The way on which it was knocked last. */
  readonly way: Way;
  /**
   * Nobody holds it any more, and it was not seen shut. `elsewhere`: it was opened for an address which this computer has no
   * more, so that it cannot be shut from here.
   */
  readonly left: 'here' | 'elsewhere' | undefined;
  /** It was closed, and is looked at once more: why, and when. */
  readonly awaits: JournalEntry['awaits'];
}

/** `Gatekeeper.known`: reads the journal, and changes nothing but that damaged files are moved aside and named. */
export async function knownGates({ journal }: Pick<GateContext, 'journal'>): Promise<{
  readonly gates: readonly KnownGate[];
  readonly movedAside: readonly string[];
}> {
  const { entries, movedAside } = await journal.readAll();
  return { gates: await Promise.all(entries.map(knownGateOf)), movedAside };
}

async function knownGateOf(entry: JournalEntry): Promise<KnownGate> {
  const { id, profileMark, host, port, openedAtMs, address, family, localAddress, via, shutsItselfAtMs } = entry;
  const holders = livingHoldersOf(entry);
  const state = stateOf(entry, holders);
  const isLeft =
    entry.phase !== 'awaited' &&
    holders.length === 0 &&
    (state === 'open' || state === 'unknown') &&
    shutsItselfAtMs === undefined;
  return {
    id,
    profileMark,
    host,
    port,
    state,
    openedAtMs,
    sessions: holders.filter((holder) => holder.as === 'session').length,
    isHeldByHand: holders.some((holder) => holder.as === 'hand'),
    shuts: countdownOf(entry, holders),
    runsOutAtMs: shutsItselfAtMs,
    way: { address, family, localAddress },
    // What stands behind a jump host is not reached from here, whatever the network does.
    left: isLeft && via === undefined ? await placeOf(entry) : undefined,
    awaits: entry.phase === 'awaited' ? entry.awaits : undefined,
  };
}

async function placeOf(entry: JournalEntry): Promise<'here' | 'elsewhere'> {
  return (await elsewhereOf(localAddressTowards, entry))?.openedFor === undefined ? 'here' : 'elsewhere';
}

/** The earlier of both. What a living hand holds is knocked again before it runs out. */
function countdownOf({ shutsItselfAtMs }: JournalEntry, holders: readonly Holder[]): GateCountdown | undefined {
  const isKept = holders.some(({ as, owner }) => as === 'hand' && isAlive(owner));
  const byServer = isKept ? Number.POSITIVE_INFINITY : (shutsItselfAtMs ?? Number.POSITIVE_INFINITY);
  const delays = holders.filter(({ as }) => as === 'delay');
  const isDelayed = delays.length > 0 && delays.length === holders.length;
  const byDelay = isDelayed ? Math.max(...delays.map(({ untilMs = 0 }) => untilMs)) : Number.POSITIVE_INFINITY;
  const atMs = Math.min(byServer, byDelay);
  return Number.isFinite(atMs) ? { atMs, by: byDelay < byServer ? 'delay' : 'server' } : undefined;
}

function stateOf(entry: JournalEntry, holders: readonly Holder[]) {
  const { phase, worker, openingsSent, openedAtMs, shutsItselfAtMs, awaits } = entry;
  const isAtWork = worker !== undefined && isAlive(worker);
  if (!isAtWork && hasShutItself(entry)) return 'shut';
  switch (phase) {
    case 'knocking':
      // What is held and is only knocked again before it runs out stays open.
      if (isAtWork) return holders.length > 0 && openedAtMs !== undefined && !hasShutItself(entry) ? 'open' : phase;
      return openingsSent > 0 ? 'unknown' : 'shut';
    case 'closing':
      return isAtWork ? phase : 'unknown';
    case 'open':
      // Where nobody has let go its holders have died, and nobody has looked since.
      return holders.length > 0 || (entry.holders.length === 0 && shutsItselfAtMs !== undefined) ? phase : 'unknown';
    case 'failed':
      // An opening that nobody answered leaves a note about knocks; a closing without effect leaves a gate.
      return openingsSent > 0 && openedAtMs !== undefined ? 'open' : 'shut';
    case 'unknown':
      return phase;
    case 'awaited':
      // It was seen shut where only an opening may still come; else nobody has looked yet.
      return awaits?.why === 'late-opening' ? 'shut' : 'unknown';
  }
}
