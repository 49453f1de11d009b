import { clockTime } from '../../../shared/clock-time.ts';
import type { ClosingPolicy } from '../../../shared/closing-policy.ts';
import { Failure } from '../../../shared/failure.ts';
import { type GatePlan, policyOfPlan } from '../../../shared/gate-plan.ts';
import type { AwaitedReason, GateEnding, Observer } from '../../../shared/timeline.ts';
import { pause } from '../../cancel.ts';
import { answersAt } from '../dials/answers-at.ts';
import { dialsAt, msUntilAllowed } from '../dials/dial-book.ts';
import { doubtsAt, type GateContext, type GateOptions } from '../gate-context.ts';
import { elsewhereOf, nameOf } from '../journal/elsewhere.ts';
import { GateRecord } from '../journal/gate-record.ts';
import { hasSurelyShutItself, type JournalEntry } from '../journal/journal.ts';
import { isOrphan } from '../journal/orphan.ts';
import { withOwnDoubt } from '../knocking/knocking.ts';
import { countsDials, dialsFew } from '../learned/counting-firewall.ts';
import { dialLimitOf } from '../learned/dial-limit.ts';
import { type GateLore, learn, readLore } from '../learned/gate-lore.ts';
import { closingsEnough, silentLooks } from '../learned/line-loss.ts';
import { loreAfterClosing } from '../learned/lore-after.ts';
import { afterLastWords, isUsedUp, noteLineUsed } from '../one-time/one-time-opening.ts';
import { accepted } from '../reach/host-answer.ts';
import type { PathWitness } from '../reach/path-witness.ts';
import { type ClosingOutcome, closeGate } from './closer.ts';
import { closingSites } from './closing-sites.ts';
import { clearsFirst, lateUntilMs, mostClosingsOf, settlesWithinMs } from './owed.ts';
import { stillOpenMessage } from './still-open-message.ts';

interface ShutOptions {
  readonly witness?: PathWitness | undefined;
  readonly roundTripMs?: number | undefined;
  /** The journal knows nothing of it, and a person says so: worth one closing. */
  readonly isUnknown?: boolean;
  /** A person says so: from another address too, where the gate lets that one in as well. */
  readonly byHand?: boolean;
  /** A look that was put off has just found it open: a closing that was sent before was lost. */
  readonly isStillOpen?: boolean;
}

/** A firewall that counts connections has forgotten ours after a minute without one. */
const fewLookMs = 60_000;

/**
 * Knocks a gate shut and writes down what came of it. The address's turn must be ours.
 * @throws Failure `cancelled` when `shutSignal` was raised; the journal keeps the gate
 */
export async function shutGate(
  context: GateContext,
  plan: GatePlan,
  record: GateRecord,
  { observer, shutSignal }: GateOptions,
  { witness, roundTripMs, isUnknown = false, byHand = false, isStillOpen = false }: ShutOptions = {},
): Promise<GateEnding> {
  const { address, allAddresses, answerBefore, openedAtMs } = record.entry;
  const policy = policyOfPlan(plan);
  // A person's word is knocked whatever the policy says, where there is something to knock.
  if (plan.closing === undefined && policy.end === 'left') {
    return leaveGate(context, record, policy.why, shutSignal);
  }
  const isOver = hasSurelyShutItself(record.entry, plan.opensForS);
  const whyNot = whyOutOfReach(context, record.entry);
  if (whyNot !== undefined) return isOver ? ranOut(record) : told('unknown', whyNot, record.entry, observer);
  const elsewhere = await elsewhereOf(context.reach.localAddressTowards, record.entry);
  // Behind one router a gate may be open for the address that we have now, whichever it was opened for.
  if (elsewhere !== undefined && !(byHand && (await answersAt(context, record.entry, shutSignal)))) {
    if (isOver) return ranOut(record);
    const { why, openedFor } = elsewhere;
    return told('unknown', why, { ...record.entry, openedFor }, observer);
  }

  const lore = await readLore(context.ports, plan);
  // A closing that overtakes its opening shuts nothing.
  await pause(settlesWithinMs(record, lore), shutSignal);
  const isFew = dialsFew(plan, lore);
  // Until it was seen shut with something in front a server may just have hung up there, at a gate that was somebody else's.
  const isUnseen = answerBefore === accepted && (openedAtMs === undefined || lore?.shutAnswer !== accepted);
  const mostClosings = () => {
    if (isUnknown) return 1;
    if (isUnseen) return Math.max(byHand ? 1 : 0, record.closingsOwed);
    return mostClosingsOf(plan, lore, record, { byHand, isStillOpen });
  };
  const steps = plan.closing ?? [];
  const doubts = await doubtsAt(context, allAddresses);
  const closingsBefore = record.entry.closingsSent;
  let outcome: ClosingOutcome;
  let lostHop: Failure | undefined;
  try {
    outcome = await closeGate({
      context,
      siteFor: closingSites(context, plan, record.entry, lore),
      mostClosings: mostClosings(),
      answerBefore,
      wasOpened: openedAtMs !== undefined,
      doubts: clearsFirst(plan, lore) ? withOwnDoubt(plan, steps, doubts) : doubts,
      roundTripMs: roundTripMs ?? lore?.roundTripMs,
      shutting: lore?.shutting,
      opensWithinMs: lore?.opening?.notLaterMs ?? lore?.slowestMs,
      silentLooks: isFew ? 0 : silentLooks(lore),
      closingsEnough: (silent) => closingsEnough(lore, silent),
      // Who shuts it by hand would try it by hand too; and where one look is all a closing comes before any count.
      limit: byHand || countsDials(lore) ? undefined : dialLimitOf(lore),
      witness,
      observer,
      signal: shutSignal,
      beforeKnocking: (durationMs) => record.beforeClosing(durationMs),
    });
  } catch (thrown) {
    if (!(thrown instanceof Failure) || !isWithoutPath(thrown)) throw thrown;
    // Without a network, or with its jump host gone, there is no path: nobody can say.
    if (plan.via !== undefined) lostHop = thrown;
    outcome = { result: 'unknown', wasSeenOpen: false, closings: 0, looks: [] };
  }
  // Where it cannot be written down the next opening fails and says why; the gate's ending is said all the same.
  if (outcome.wasAnswered === true) await noteLineUsed(context, record).catch(() => false);
  if (outcome.wasSeenOpen) record.sawEffect();
  const { answer, closings, looks } = outcome;
  const isOpenAsBefore = isStillOpen && closings === 0 && outcome.result === 'closed';
  const result = isOpenAsBefore ? 'open' : outcome.result;
  const isLate = result === 'shut' || !outcome.wasSeenOpen;
  const lateMs = isLate && result !== 'open' ? lateUntilMs(record, lore) : undefined;
  if (result !== 'open' && !outcome.wasSeenOpen && openedAtMs === undefined && lostHop === undefined) {
    if (lateMs !== undefined) return awaitLate(context, record, plan, lateMs);
    // Half a sequence may still lie in the daemon: the entry stays until that is forgotten.
    await record.openingUnanswered();
    return { kind: 'left', why: 'never-opened' };
  }
  if (result === 'shut' || (result === 'open' && closings > 1)) {
    await learn(context.ports, plan, (before) =>
      loreAfterClosing(before, {
        isShut: result === 'shut',
        closings,
        wasCleared: clearsFirst(plan, lore),
        looks,
        answer,
      }),
    );
  }
  if (result === 'shut') {
    if (lateMs !== undefined) return awaitLate(context, record, plan, lateMs);
    await record.shut();
    await strikeOutSamePort(context, record.entry);
    observer.happened({ event: 'shut' });
    return { kind: 'shut' };
  }
  if (result === 'closed') {
    const atMs = await looksAllowedAtMs(context, plan, record.entry, lore);
    return awaitLook(record, isFew ? 'few-dials' : 'dial-count', atMs, plan);
  }
  if (isOver && result === 'unknown') return ranOut(record);
  if (result === 'open') await record.stillOpen();
  else await record.unknown(closingsBefore);
  const crashed = result === 'open' && (await isUsedUp(context, plan)) ? afterLastWords : '';
  const lost = lostHop === undefined ? '' : ` ${lostHop.message}`;
  const known = await readLore(context.ports, plan);
  const mayBeShared = result === 'open' && known?.sharing === 'perhaps' && !plan.shared;
  const said =
    result === 'open'
      ? stillOpenMessage({ plan, entry: record.entry, lore: known, closings })
      : nobodyKnows(plan, address);
  const message = said + crashed + lost;
  return told(result, message, { ...record.entry, mayBeShared }, observer);
}

/**
 * What is open is a port at an address, whichever sequence opened it: what the journal has of it by another one, from before a
 * profile was corrected, is shut too. What somebody living holds is theirs.
 */
async function strikeOutSamePort(
  context: GateContext,
  { id, address, port, localAddress, via }: JournalEntry,
): Promise<void> {
  const { journal } = context;
  for (const other of await journal.readAt([address])) {
    const isSame = other.port === port && other.localAddress === localAddress && other.via?.hosts === via?.hosts;
    if (other.id === id || !isSame || !isOrphan(other) || (await mayOpenLate(context, other))) continue;
    await journal.remove(other.id);
  }
}

/** Whether an opening of another sequence is still on its way: a closing that came before it shuts nothing of it. */
async function mayOpenLate({ journal, ports }: GateContext, entry: JournalEntry): Promise<boolean> {
  const lore = await journal.unsealPlan(entry).then(
    (plan) => readLore(ports, plan),
    () => undefined,
  );
  return lateUntilMs(new GateRecord(journal, entry, true), lore) !== undefined;
}

/** An opening may come until `lateMs`: looked at when it cannot any more, and when as many looks as that takes are allowed. */
export async function awaitLate(
  context: GateContext,
  record: GateRecord,
  plan: GatePlan,
  lateMs: number,
): Promise<GateEnding> {
  const allowedMs = await looksAllowedAtMs(context, plan, record.entry, await readLore(context.ports, plan));
  return awaitLook(record, 'late-opening', Math.max(lateMs, allowedMs), plan);
}

/** When a gate may be looked at as often as it takes to call it shut (rule 4 of the gate), in milliseconds since 1970. */
async function looksAllowedAtMs(
  context: GateContext,
  plan: GatePlan,
  entry: JournalEntry,
  lore: GateLore | undefined,
): Promise<number> {
  if (dialsFew(plan, lore)) return ((await dialsAt(context, entry)).at(-1) ?? Date.now()) + fewLookMs;
  const limit = dialLimitOf(lore);
  if (limit === undefined) return Date.now();
  return Date.now() + msUntilAllowed(await dialsAt(context, entry), limit, silentLooks(lore));
}

/** Closed as far as anybody can say now: it is looked at once more. */
async function awaitLook(
  record: GateRecord,
  why: AwaitedReason,
  atMs: number,
  { host }: GatePlan,
): Promise<GateEnding> {
  // What is learned has fractions, and a time for people and programs has none.
  const lookAtMs = Math.ceil(atMs);
  const { address } = record.entry;
  await record.awaits(why, lookAtMs);
  const late =
    record.entry.openedAtMs === undefined
      ? `Nothing was seen to open at ${nameOf(host, address)}`
      : `The gate at ${nameOf(host, address)} is shut`;
  const message = {
    'late-opening': `${late}; an opening may still be on its way, looked at again until ${clockTime(lookAtMs)}.`,
    'few-dials': `The gate at ${nameOf(host, address)} was closed, and is looked at again at ${clockTime(lookAtMs)}.`,
    'dial-count': `The gate at ${nameOf(host, address)} was closed and not yet seen shut: more connections now could look like an attack there. It is looked at again at ${clockTime(lookAtMs)}.`,
  }[why];
  return { kind: 'awaited', why, lookAtMs, message };
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
async function lookAtLine(context: GateContext, record: GateRecord, signal: AbortSignal | undefined): Promise<void> {
  if (record.entry.line === undefined || whyOutOfReach(context, record.entry) !== undefined) return;
  if ((await elsewhereOf(context.reach.localAddressTowards, record.entry)) !== undefined) return;
  if (await answersAt(context, record.entry, signal)) await noteLineUsed(context, record).catch(() => false);
}

/** Nothing is knocked. What the server shuts by itself is remembered until then. */
export async function leaveGate(
  context: GateContext,
  record: GateRecord,
  why: Extract<ClosingPolicy, { readonly end: 'left' }>['why'],
  signal: AbortSignal | undefined,
): Promise<GateEnding> {
  await lookAtLine(context, record, signal);
  if (why === 'closes-itself') await record.left();
  else await record.shut();
  return { kind: 'left', why };
}

function nobodyKnows({ host, via }: GatePlan, address: string): string {
  const stays = via === undefined ? 'and is tried again at the next start' : `until it was shut by way of ${via.name}`;
  return `Nobody can say whether the gate at ${nameOf(host, address)} is shut: nothing comes back from there that tells. It stays in the journal ${stays}.`;
}

function told(
  kind: 'open' | 'unknown',
  message: string,
  about: Pick<JournalEntry, 'via'> & { readonly openedFor?: string | undefined; readonly mayBeShared?: boolean },
  observer: Observer,
): GateEnding {
  observer.happened({ event: 'failed', code: kind === 'open' ? 'gate-still-open' : 'gate-state-unknown', message });
  const { via, openedFor, mayBeShared = false } = about;
  if (kind === 'open') return { kind, message, mayBeShared };
  return { kind, message, ...(via !== undefined && { via: via.name }), ...(openedFor !== undefined && { openedFor }) };
}
