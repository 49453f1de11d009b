import { Failure } from '../../shared/failure.ts';
import type { GatePlan } from '../../shared/gate-plan.ts';
import type { GateEnding, Observer } from '../../shared/timeline.ts';
import { type ClosingOutcome, closeGate } from './closer.ts';
import { dial } from './dialler.ts';
import { elsewhereOf, nameOf } from './elsewhere.ts';
import { doubtsAt, type GateContext, type GateOptions, inTurn } from './gate-context.ts';
import { GateRecord } from './gate-record.ts';
import type { JournalEntry } from './journal.ts';
import type { PathWitness } from './path-witness.ts';

interface Release {
  readonly plan: GatePlan;
  readonly gateId: string;
  readonly holderId: string;
  readonly allAddresses: readonly string[];
  readonly roundTripMs: number | undefined;
}

/** Lets a holder go, on the one path for every ending (rule 7 of the gate): the last one shuts the gate. */
export async function releaseGate(
  context: GateContext,
  release: Release,
  options: GateOptions,
  witness: PathWitness | undefined,
): Promise<GateEnding> {
  const { plan, gateId, holderId, allAddresses, roundTripMs } = release;
  const letGo = async (canWrite: boolean): Promise<GateEnding> => {
    const entry = await context.journal.read(gateId);
    if (entry === undefined) return { kind: 'left', why: 'shut-already' };
    const kept = new GateRecord(context.journal, entry, true);
    const record = canWrite ? kept : kept.withoutWriting();
    await record.released((holder) => holder.id === holderId);
    const others = record.livingHolders;
    if (others.length > 0) {
      const sessions = others.filter((holder) => holder.as === 'session').length;
      return { kind: 'held', sessions, byHand: sessions < others.length };
    }
    return shutGate(context, plan, record, options, { witness, roundTripMs });
  };
  try {
    const whileTurn = { observer: options.observer, signal: options.shutSignal };
    return await inTurn(context, allAddresses, whileTurn, () => letGo(true));
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'data-folder-unusable') throw thrown;
    // A full disk keeps no gate open: the entry there owes the closing already.
    return letGo(false);
  }
}

interface ShutOptions {
  readonly witness?: PathWitness | undefined;
  readonly roundTripMs?: number | undefined;
  /** As many as are owed, unless a person says more. */
  readonly closingsAllowed?: number;
  /** A person says so: from another address too, where the gate lets that one in as well. */
  readonly byHand?: boolean;
}

/**
 * Knocks a gate shut and writes down what came of it. The address's turn must be ours.
 * @throws Failure `cancelled` when `shutSignal` was raised; the journal keeps the gate
 */
export async function shutGate(
  context: GateContext,
  plan: GatePlan,
  record: GateRecord,
  { observer, shutSignal }: GateOptions,
  { witness, roundTripMs, closingsAllowed = record.closingsOwed, byHand = false }: ShutOptions = {},
): Promise<GateEnding> {
  const { address, family, allAddresses, answerBefore, openedAtMs } = record.entry;
  if (plan.closing === undefined) {
    await record.shut();
    return { kind: 'left', why: whyNoClosing(plan) };
  }
  const elsewhere = await elsewhereOf(record.entry);
  if (elsewhere !== undefined && !(byHand && (await letsUsIn(record.entry, shutSignal)))) {
    const { why, openedFor } = elsewhere;
    return { ...told('unknown', why, observer), openedFor };
  }

  const closingsBefore = record.entry.closingsSent;
  let outcome: ClosingOutcome;
  try {
    outcome = await closeGate({
      site: { plan, address, family },
      closingsAllowed,
      answerBefore,
      wasOpened: openedAtMs !== undefined,
      doubts: await doubtsAt(context, allAddresses),
      roundTripMs,
      witness,
      observer,
      signal: shutSignal,
      beforeKnocking: (durationMs) => record.beforeClosing(durationMs),
    });
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'local-network') throw thrown;
    // Without a network there is no path: nobody can say.
    outcome = { result: 'unknown', wasSeenOpen: false };
  }
  if (outcome.result !== 'open' && !outcome.wasSeenOpen && openedAtMs === undefined) {
    // Half a sequence may still lie in the daemon: the entry stays until that is forgotten.
    await record.openingUnanswered();
    return { kind: 'left', why: 'never-opened' };
  }
  if (outcome.result === 'shut') {
    await record.shut();
    observer.happened({ event: 'shut' });
    return { kind: 'shut' };
  }
  if (outcome.result === 'open') await record.stillOpen();
  else await record.unknown(closingsBefore);
  return told(outcome.result, messageOf(outcome.result, plan, address), observer);
}

/** Whether a gate is open for the address that we have now: behind one router it may be, whichever it was opened for. */
async function letsUsIn({ address, family, port }: JournalEntry, signal: AbortSignal | undefined): Promise<boolean> {
  const look = await dial({ address, family, port, forMs: 600, lingerMs: 400, signal });
  if (look.kind === 'answered') look.socket.destroy();
  return look.kind === 'answered';
}

function whyNoClosing({ kind, opensForS }: GatePlan): 'one-connection' | 'closes-itself' | 'no-closing' {
  if (kind === 'one-connection') return kind;
  return kind === 'timed' || opensForS !== undefined ? 'closes-itself' : 'no-closing';
}

function messageOf(kind: 'open' | 'unknown', { host, port }: GatePlan, address: string): string {
  return kind === 'open'
    ? `The gate at ${nameOf(host, address)} is still open: port ${port} answers after the closing. Somebody else opened ` +
        'it too, or the closing sequence is not the right one, or the port is not protected.'
    : `Nobody can say whether the gate at ${nameOf(host, address)} is shut: nothing comes back from there that tells. ` +
        'It stays in the journal and is tried again at the next start.';
}

function told<Kind extends 'open' | 'unknown'>(kind: Kind, message: string, observer: Observer) {
  observer.happened({ event: 'failed', code: kind === 'open' ? 'gate-still-open' : 'gate-state-unknown', message });
  return { kind, message };
}
