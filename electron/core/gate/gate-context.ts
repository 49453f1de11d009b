import { join } from 'node:path';
import type { GatePlan } from '../../shared/gate-plan.ts';
import { formatSequence } from '../../shared/sequence.ts';
import type { Observer } from '../../shared/timeline.ts';
import { throwIfCancelled } from '../cancel.ts';
import type { ResolvedHost } from '../knock/resolve-host.ts';
import type { Ports } from '../ports.ts';
import { isTurnLost } from '../turn-lost.ts';
import { GateRecord } from './journal/gate-record.ts';
import { holdingTurns } from './journal/held-turn.ts';
import type { Journal, JournalEntry } from './journal/journal.ts';
import type { OneTimeLists } from './journal/one-time-lists.ts';
import { queuedNotice } from './journal/queued-notice.ts';
import type { TurnAhead } from './journal/turn-ahead.ts';
import { type Turn, takeTurn } from './journal/turns.ts';
import { blindDoubt, type Doubt, doubtOf } from './knocking/knocking.ts';
import type { Reach } from './reach/reach.ts';

/** How an attempt is followed, and ended early. */
export interface GateOptions {
  readonly observer: Observer;
  /** Cancels the opening. What it had sent to the end is shut again. */
  readonly signal?: AbortSignal | undefined;
  /** Cancels the shutting too; the journal then keeps the gate for the next start. */
  readonly shutSignal?: AbortSignal | undefined;
  /** Asks before the last one-time sequence is used; where nobody can be asked it is not used. */
  readonly confirmLast?: (() => Promise<boolean>) | undefined;
  /** What a look has just told of the shut gate, so that it is not looked at twice. */
  readonly seenShut?: { readonly answer: string | undefined; readonly waitedMs: number } | undefined;
}

export interface GateContext {
  readonly ports: Ports;
  readonly journal: Journal;
  readonly lists: OneTimeLists;
  /** Who knocks and dials. */
  readonly reach: Reach;
}

/** How often work is begun anew on a machine that stops it each time. */
const mostBeginnings = 10;

/**
 * Does something while no other process of ours knocks at any of the addresses (rule 3 of the gate). They are taken in
 * one order by everybody, so that two who want the same two do not wait for each other.
 * @param work begins with what the journal says. Where the turn was lost in it, because this process was stopped, it fails
 * with `turn-lost` before it sends or writes anything more, and is begun anew in a new turn: what it has sent by then is in the
 * journal like that of a process that has died
 */
export async function inTurn<T>(
  context: GateContext,
  addresses: readonly string[],
  { observer, signal }: { readonly observer: Observer; readonly signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const onWaiting = async (ahead: TurnAhead) => observer.noticed(await queuedNotice(context.journal, addresses, ahead));
  for (let beginning = 1; ; beginning += 1) {
    const turns: Turn[] = [];
    try {
      for (const address of [...addresses].sort()) {
        const folder = join(context.ports.dataFolder, 'queue', address.replaceAll(/[^0-9a-z.]/gi, '_'));
        turns.push(await takeTurn(folder, { signal, onWaiting }));
      }
      return await holdingTurns(turns, work);
    } catch (thrown) {
      if (!isTurnLost(thrown) || beginning === mostBeginnings) throw thrown;
      throwIfCancelled(signal);
      observer.noticed({ kind: 'turn-lost' });
    } finally {
      for (const turn of turns.reverse()) await turn.end();
    }
  }
}

/**
 * The record of a plan's gate at a host, as the journal has it or fresh. The address's turn must be ours. A server opens for
 * the address that knocks: a gate that was opened from another address of ours is another one.
 * @throws Failure `local-network` when there is no way to the host
 */
export async function recordOf(
  { ports, journal, reach }: GateContext,
  plan: GatePlan,
  host: ResolvedHost,
): Promise<GateRecord> {
  const localAddress = await reach.localAddressTowards(host.address, host.family);
  const id = await ports.vault.mark(
    `gate ${localAddress} ${host.address} ${plan.port} ${sequencesOf(plan)}${wayOf(plan)}`,
  );
  const kept = await journal.read(id);
  if (kept !== undefined) {
    // What may be left half knocked is the one-time sequence that comes next now.
    const sealedPlan = plan.oneTime === undefined ? kept.sealedPlan : await journal.sealPlan(plan, kept);
    return new GateRecord(journal, { ...kept, sealedPlan }, true);
  }
  const bound = { id, host: plan.host, port: plan.port, address: host.address, family: host.family, localAddress };
  const fresh: JournalEntry = {
    version: 2,
    ...bound,
    profileMark: await profileMarkOf(ports, plan),
    via: plan.via,
    allAddresses: [...host.allAddresses],
    sealedPlan: await journal.sealPlan(plan, bound),
    phase: 'knocking',
    openingsSent: 0,
    openingsSeen: 0,
    closingsSent: 0,
    mayBeHalfKnocked: false,
    lastKnockAtMs: 0,
    lastOpeningAtMs: 0,
    holders: [],
  };
  return new GateRecord(journal, fresh, false);
}

/** The entries of a profile, whatever address its host name had when they were made. */
export async function entriesOfProfile(
  { ports, journal }: GateContext,
  plan: GatePlan,
): Promise<readonly JournalEntry[]> {
  const profileMark = await profileMarkOf(ports, plan);
  const { entries } = await journal.readAll();
  return entries.filter((entry) => entry.profileMark === profileMark);
}

/** What earlier attempts, of any gate at these addresses, may have left in the daemon there. Their turns must be ours. */
export async function doubtsAt({ journal }: GateContext, addresses: readonly string[]): Promise<readonly Doubt[]> {
  const doubtful = (await journal.readAt(addresses)).filter((entry) => entry.mayBeHalfKnocked);
  return Promise.all(
    doubtful.map(async (entry) => {
      try {
        return doubtOf(await journal.unsealPlan(entry), entry.lastKnockAtMs);
      } catch {
        // Sealed with a key that is lost: an old attempt must not keep a person out for longer than it lasts.
        return blindDoubt(entry.lastKnockAtMs);
      }
    }),
  );
}

/** Marks host name, port, sequences (of one-time sequences the list) and way in: what an entry has as `profileMark`. */
export function profileMarkOf({ vault }: Ports, plan: GatePlan): Promise<string> {
  return vault.mark(`profile ${plan.host} ${plan.port} ${sequencesOf(plan)}${wayOf(plan)}`);
}

/** A list stands for itself: the gate stays the same one while its sequences are used up. */
function sequencesOf({ opening, oneTime, closing }: GatePlan): string {
  const openings = oneTime?.sequences ?? [opening];
  return `${openings.map((steps) => formatSequence(steps)).join(' or ')} ${closing === undefined ? '' : formatSequence(closing)}`;
}

/** Nothing for a gate that is reached from here: its marks are those of every earlier journal. */
function wayOf({ via }: GatePlan): string {
  return via === undefined ? '' : ` via ${via.hosts}`;
}
