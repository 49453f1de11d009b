import { setMaxListeners } from 'node:events';
import { clockTime } from '../../../shared/clock-time.ts';
import { asFailure } from '../../../shared/failure.ts';
import { type GatePlan, policyOfPlan } from '../../../shared/gate-plan.ts';
import type { AwaitedReason, GateEnding } from '../../../shared/timeline.ts';
import { throwIfCancelled } from '../../cancel.ts';
import { closeUnseenOpening } from '../closing/close-blindly.ts';
import { isLookDue } from '../closing/owed.ts';
import { leaveGate, shutGate } from '../closing/shut-gate.ts';
import { countedDial, dialsAllowed, dialsAt } from '../dials/dial-book.ts';
import { type GateContext, type GateOptions, inTurn } from '../gate-context.ts';
import { elsewhereOf, nameOf } from '../journal/elsewhere.ts';
import { GateRecord } from '../journal/gate-record.ts';
import { isPortHeld } from '../journal/is-port-held.ts';
import { hasSurelyShutItself, type JournalEntry } from '../journal/journal.ts';
import { isOrphan } from '../journal/orphan.ts';
import { doubtOf } from '../knocking/knocking.ts';
import { dialsFew } from '../learned/counting-firewall.ts';
import { dialLimitOf } from '../learned/dial-limit.ts';
import { readLore } from '../learned/gate-lore.ts';
import { silentLooks } from '../learned/line-loss.ts';
import { longestSingleSynMs } from '../reach/dialler.ts';
import { comesFromHost, greetingDueMs } from '../reach/host-answer.ts';
import { witnessOf } from '../reach/path-witness.ts';

/** A gate that a dead process left open, and what became of it. */
export interface RecoveredGate {
  /** Of its entry; undefined where that could not be read. */
  readonly id: string | undefined;
  /** The host and port, or the file of a journal entry that could not be read. */
  readonly name: string;
  readonly ending: GateEnding;
}

/** What a gate that is owed is told apart by. */
export type OwedGate = Pick<JournalEntry, 'host' | 'allAddresses'>;

/** How a recovery is followed, and which of the owed gates it is about. */
export interface RecoveryOptions extends GateOptions {
  /** At how many addresses it works at once; of one address one gate after the other. */
  readonly addressesAtOnce?: number;
  /** All of them unless it says which. */
  readonly isMeant?: (gate: OwedGate) => boolean;
  /** Hears of each as soon as it is known: where the recovery is cancelled nobody else says so. */
  readonly onDidRecover?: (gate: RecoveredGate) => void;
}

/** A gate takes half a second, or a second where nobody answers, and a megabyte of sockets and dials. */
const defaultAddressesAtOnce = 40;
/** What could not be seen when it was due. */
const looksAgainMs = 60_000;

/**
 * `Gatekeeper.recover`: what dead owners left is shut, what the living hold and what a hand holds is left alone (rule 8).
 * One gate's trouble does not keep the others open.
 */
export async function recoverGates(context: GateContext, options: RecoveryOptions): Promise<readonly RecoveredGate[]> {
  const { addressesAtOnce = defaultAddressesAtOnce, isMeant = () => true, onDidRecover } = options;
  // As many listen to it as there are gates under way.
  if (options.shutSignal !== undefined) setMaxListeners(0, options.shutSignal);
  const { entries, movedAside } = await context.journal.readAll();
  const recovered: RecoveredGate[] = [];
  const tell = (gate: RecoveredGate) => {
    recovered.push(gate);
    onDidRecover?.(gate);
  };
  for (const name of movedAside) {
    const message = `${name} could not be read and was moved aside: a gate that it noted may still be open.`;
    tell({ id: undefined, name, ending: { kind: 'unknown', message } });
  }
  const owed = byAddresses(entries.filter((entry) => isOrphan(entry) && isMeant(entry)));
  await eachOf(owed, addressesAtOnce, async (gates) => {
    for (const entry of gates) {
      throwIfCancelled(options.shutSignal);
      const ending = await recoverInTurn(context, entry, options);
      if (ending !== undefined) tell({ id: entry.id, name: `${entry.host}:${entry.port}`, ending });
    }
  });
  return recovered;
}

/** The gates of the same addresses, which wait for the same turns, together. */
function byAddresses(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const groups = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    const addresses = entry.allAddresses.toSorted().join(' ');
    groups.set(addresses, [...(groups.get(addresses) ?? []), entry]);
  }
  return [...groups.values()];
}

/** Does work for each, so many at once. Where some of it fails it throws when none is under way any more. */
async function eachOf<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const workers = Array.from({ length: atOnce }, async () => {
    for (const one of left) await work(one);
  });
  for (const outcome of await Promise.allSettled(workers)) if (outcome.status === 'rejected') throw outcome.reason;
}

async function recoverInTurn(
  context: GateContext,
  { id, allAddresses }: JournalEntry,
  options: GateOptions,
): Promise<GateEnding | undefined> {
  try {
    const whileTurn = { observer: options.observer, signal: options.shutSignal };
    return await inTurn(context, allAddresses, whileTurn, async () => {
      const entry = await context.journal.read(id);
      if (entry === undefined || !isOrphan(entry)) return undefined;
      const mayBeTheirs = entry.openingsSent > 0 && (await isPortHeld(context.journal, entry));
      return mayBeTheirs ? undefined : recoverGate(context, entry, options);
    });
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code === 'cancelled') throw failure;
    return { kind: 'unknown', message: failure.message };
  }
}

async function recoverGate(
  context: GateContext,
  entry: JournalEntry,
  options: GateOptions,
): Promise<GateEnding | undefined> {
  const record = new GateRecord(context.journal, entry, true);
  const plan = await context.journal.unsealPlan(entry);
  if (hasSurelyShutItself(entry, plan.opensForS) || (!record.mayBeOpen && isForgotten(plan, entry))) {
    await record.shut();
    return undefined;
  }
  if (entry.via !== undefined && entry.phase === 'failed' && entry.openedAtMs === undefined) {
    // Nobody can look from here; by way of the jump host somebody has, and it stayed shut.
    if (isForgotten(plan, entry)) await record.shut();
    return undefined;
  }
  if (entry.phase === 'awaited') return lookAgain(context, record, plan, options);
  // Half an opening is no open gate; the note stays for whoever knocks there next.
  if (!record.mayBeOpen) return undefined;
  const policy = policyOfPlan(plan);
  if (policy.end === 'left') {
    // What nobody died over was left so, and is running out.
    const hasDied = entry.phase !== 'open' || entry.holders.length > 0;
    const left = await leaveGate(context, record, policy.why, options.shutSignal);
    return hasDied ? left : undefined;
  }
  const ending = await shutGate(context, plan, record, options);
  // Nothing was seen of it, and it is looked at again.
  if (ending.kind === 'awaited' && entry.openedAtMs === undefined) return undefined;
  if (ending.kind !== 'left' || ending.why !== 'never-opened') return ending;
  if (isForgotten(plan, entry)) await record.shut();
  return undefined;
}

/**
 * A gate that was closed, or never seen open, and is owed a look: what has opened late is shut, and what stays silent until its
 * time is struck out. Whose firewall counts connections is not looked at before.
 */
async function lookAgain(
  context: GateContext,
  record: GateRecord,
  plan: GatePlan,
  options: GateOptions,
): Promise<GateEnding | undefined> {
  const { address, family, port, awaits, via, answerBefore, openedAtMs } = record.entry;
  if (awaits === undefined || via?.hosts !== context.reach.via?.hosts) return undefined;
  const isDue = isLookDue(awaits);
  const lore = await readLore(context.ports, plan);
  const isFew = dialsFew(plan, lore);
  if (!isDue && (isFew || awaits.why !== 'late-opening')) return undefined;
  if ((await elsewhereOf(context.reach.localAddressTowards, record.entry)) !== undefined) return undefined;
  const limit = dialLimitOf(lore);
  const most = isFew ? 1 : silentLooks(lore);
  const left = limit === undefined ? most : dialsAllowed(await dialsAt(context, { address, port }), limit);
  // Until it is due one look is enough: another one follows.
  const looks = isDue ? most : Math.min(1, left);
  if (looks > left && isDue) return undefined;
  let answer: string | undefined;
  for (let look = 0; look < looks; look += 1) {
    const waitMs = longestSingleSynMs;
    const greetsWithinMs = greetingDueMs(answerBefore);
    const dialPlan = { address, family, port, waitMs, greetsWithinMs, signal: options.shutSignal };
    const outcome = await countedDial(context, dialPlan);
    if (outcome.kind !== 'answered') {
      answer ??= outcome.answer;
      continue;
    }
    const witness = witnessOf(outcome.socket);
    try {
      const isStillOpen = awaits.why === 'few-dials';
      return await shutGate(context, plan, record, options, { witness, roundTripMs: outcome.roundTripMs, isStillOpen });
    } finally {
      outcome.socket.destroy();
    }
  }
  if (!isDue) return undefined;
  if (!tellsShut(answer, record.entry)) return putOff(record, awaits.why);
  if (answer === undefined && openedAtMs === undefined) await closeUnseenOpening(context, plan, record, options);
  await record.shut();
  // Silence is all that a dead path has to say too: nobody is told that it was seen shut.
  return awaits.why === 'late-opening' || answer === undefined ? undefined : { kind: 'shut' };
}

/** What comes from nobody at the host is no shut gate's, nor is silence where a shut gate refuses: the path may be dead. */
function tellsShut(answer: string | undefined, { answerBefore }: JournalEntry): boolean {
  if (answer === undefined) return !comesFromHost(answerBefore);
  return comesFromHost(answer) || answer === answerBefore;
}

/** Nobody can say now: the gate is looked at once more, when a firewall that counts has forgotten this look. */
async function putOff(record: GateRecord, why: AwaitedReason): Promise<GateEnding> {
  const { host, address } = record.entry;
  const lookAtMs = Date.now() + looksAgainMs;
  await record.awaits(why, lookAtMs);
  const message = `Nobody can say whether the gate at ${nameOf(host, address)} is shut: it is not reached now, and looked at again at ${clockTime(lookAtMs)}.`;
  return { kind: 'awaited', why, lookAtMs, message };
}

function isForgotten(plan: GatePlan, { lastKnockAtMs }: JournalEntry): boolean {
  return doubtOf(plan, lastKnockAtMs).forgottenAtMs < Date.now();
}
