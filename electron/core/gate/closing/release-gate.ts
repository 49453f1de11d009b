import type { ClosingPolicy } from '../../../shared/closing-policy.ts';
import { Failure } from '../../../shared/failure.ts';
import { type GatePlan, policyOfPlan } from '../../../shared/gate-plan.ts';
import type { GateEnding, Observer } from '../../../shared/timeline.ts';
import { doubtsAt, type GateContext, type GateOptions, inTurn } from '../gate-context.ts';
import { elsewhereOf, nameOf } from '../journal/elsewhere.ts';
import { GateRecord } from '../journal/gate-record.ts';
import { type Holder, hasShutItself, hasSurelyShutItself, type JournalEntry } from '../journal/journal.ts';
import { afterLastWords, isUsedUp, noteLineUsed } from '../one-time/one-time-opening.ts';
import type { PathWitness } from '../reach/path-witness.ts';
import { type ClosingOutcome, closeGate } from './closer.ts';

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
    const own = record.livingHolders.find((holder) => holder.id === holderId);
    const others = record.livingHolders.filter((holder) => holder !== own);
    const isLastSession = own?.as === 'session' && others.every((holder) => holder.as === 'delay');
    const policy = policyOfPlan(plan);
    // What cannot be written down would be nobody's after a crash; what has run out by now is not held on to.
    const staysOpen = isLastSession && canWrite && !hasShutItself(entry);
    if (staysOpen && policy.end === 'delayed') {
      const shutsAtMs = Date.now() + policy.delayS * 1000;
      await record.holdsOnAs(holderId, { as: 'delay', untilMs: shutsAtMs });
      return { kind: 'delayed', delayS: policy.delayS, shutsAtMs };
    }
    if (staysOpen && policy.end === 'by-hand') {
      await record.holdsOnAs(holderId, { as: 'hand' });
      return { kind: 'by-hand' };
    }
    await record.released((holder) => holder.id === holderId);
    if (others.length > 0) {
      const count = (as: Holder['as']) => others.filter((holder) => holder.as === as).length;
      return { kind: 'held', sessions: count('session'), byHand: count('hand') > 0 };
    }
    if (policy.end === 'left') return leaveGate(context, record, plan, policy.why, options.shutSignal);
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
  const policy = policyOfPlan(plan);
  // A person's word is knocked whatever the policy says, where there is something to knock.
  if (plan.closing === undefined && policy.end === 'left') {
    return leaveGate(context, record, plan, policy.why, shutSignal);
  }
  const isOver = hasSurelyShutItself(record.entry, plan.opensForS);
  const whyNot = whyOutOfReach(context, record.entry);
  if (whyNot !== undefined) return isOver ? ranOut(record) : told('unknown', whyNot, record.entry, observer);
  const elsewhere = await elsewhereOf(context.reach.localAddressTowards, record.entry);
  if (elsewhere !== undefined && !(byHand && (await letsUsIn(context, record.entry, shutSignal)))) {
    if (isOver) return ranOut(record);
    const { why, openedFor } = elsewhere;
    return told('unknown', why, { ...record.entry, openedFor }, observer);
  }

  const closingsBefore = record.entry.closingsSent;
  let outcome: ClosingOutcome;
  let lostHop: Failure | undefined;
  try {
    outcome = await closeGate({
      site: { plan, address, family, reach: context.reach },
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
    if (!(thrown instanceof Failure) || !isWithoutPath(thrown)) throw thrown;
    // Without a network, or with its jump host gone, there is no path: nobody can say.
    if (plan.via !== undefined) lostHop = thrown;
    outcome = { result: 'unknown', wasSeenOpen: false };
  }
  // Where it cannot be written down the next opening fails and says why; the gate's ending is said all the same.
  if (outcome.wasAnswered === true) await noteLineUsed(context, record).catch(() => false);
  if (outcome.result !== 'open' && !outcome.wasSeenOpen && openedAtMs === undefined && lostHop === undefined) {
    // Half a sequence may still lie in the daemon: the entry stays until that is forgotten.
    await record.openingUnanswered();
    return { kind: 'left', why: 'never-opened' };
  }
  if (outcome.result === 'shut') {
    await record.shut();
    observer.happened({ event: 'shut' });
    return { kind: 'shut' };
  }
  if (isOver && outcome.result === 'unknown') return ranOut(record);
  if (outcome.result === 'open') await record.stillOpen();
  else await record.unknown(closingsBefore);
  const crashed = outcome.result === 'open' && (await isUsedUp(context, plan)) ? afterLastWords : '';
  const lost = lostHop === undefined ? '' : ` ${lostHop.message}`;
  return told(outcome.result, messageOf(outcome.result, plan, address) + crashed + lost, record.entry, observer);
}

/** Where nobody can say more its time says it: the server has shut it by itself. */
async function ranOut(record: GateRecord): Promise<GateEnding> {
  await record.shut();
  return { kind: 'left', why: 'closes-itself' };
}

function isWithoutPath({ code }: Failure): boolean {
  return code === 'local-network' || code === 'connection-lost' || code === 'hop-unusable';
}

/** An address behind a jump host is somebody else's here. @returns why nothing can be knocked, or undefined */
function whyOutOfReach({ reach }: GateContext, { via, host, address }: JournalEntry): string | undefined {
  if (via?.hosts === reach.via?.hosts) return undefined;
  if (via === undefined)
    return `The gate at ${nameOf(host, address)} may be open; it is not reached by way of a jump host.`;
  return `The gate at ${nameOf(host, address)} may be open: it is reached by way of ${via.name}, and only from there can it be shut.`;
}

/** Without a closing only a look tells whether the one-time sequence of a dead or cancelled opening was used. */
async function lookAtLine(
  context: GateContext,
  record: GateRecord,
  { port }: GatePlan,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { address, family, line } = record.entry;
  if (line === undefined || whyOutOfReach(context, record.entry) !== undefined) return;
  if ((await elsewhereOf(context.reach.localAddressTowards, record.entry)) !== undefined) return;
  const look = await context.reach.dial({ address, family, port, forMs: 600, lingerMs: 400, signal });
  if (look.kind !== 'answered') return;
  look.socket.destroy();
  await noteLineUsed(context, record).catch(() => false);
}

/** Whether a gate is open for the address that we have now: behind one router it may be, whichever it was opened for. */
async function letsUsIn(
  { reach }: GateContext,
  { address, family, port }: JournalEntry,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const look = await reach.dial({ address, family, port, forMs: 600, lingerMs: 400, signal });
  if (look.kind === 'answered') look.socket.destroy();
  return look.kind === 'answered';
}

/** Nothing is knocked. What the server shuts by itself is remembered until then. */
export async function leaveGate(
  context: GateContext,
  record: GateRecord,
  plan: GatePlan,
  why: Extract<ClosingPolicy, { readonly end: 'left' }>['why'],
  signal: AbortSignal | undefined,
): Promise<GateEnding> {
  await lookAtLine(context, record, plan, signal);
  if (why === 'closes-itself') await record.left();
  else await record.shut();
  return { kind: 'left', why };
}

function messageOf(kind: 'open' | 'unknown', { host, port, via }: GatePlan, address: string): string {
  return kind === 'open'
    ? `The gate at ${nameOf(host, address)} is still open: port ${port} answers after the closing. Somebody else opened ` +
        'it too, or the closing sequence is not the right one, or the port is not protected.'
    : `Nobody can say whether the gate at ${nameOf(host, address)} is shut: nothing comes back from there that tells. ` +
        (via === undefined
          ? 'It stays in the journal and is tried again at the next start.'
          : `It stays in the journal until it was shut by way of ${via.name}.`);
}

function told(
  kind: 'open' | 'unknown',
  message: string,
  { via, openedFor }: Pick<JournalEntry, 'via'> & { readonly openedFor?: string | undefined },
  observer: Observer,
): GateEnding {
  observer.happened({ event: 'failed', code: kind === 'open' ? 'gate-still-open' : 'gate-state-unknown', message });
  if (kind === 'open') return { kind, message };
  return { kind, message, ...(via !== undefined && { via: via.name }), ...(openedFor !== undefined && { openedFor }) };
}
