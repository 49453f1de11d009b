import { asFailure, Failure } from '../../../shared/failure.ts';
import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { GateEnding } from '../../../shared/timeline.ts';
import { releaseGate } from '../closing/release-gate.ts';
import { shutGate } from '../closing/shut-gate.ts';
import { dialsAt, msUntilAllowed } from '../dials/dial-book.ts';
import { type GateRenewal, renewalOf } from '../endings/renew-gate.ts';
import { takeOverOpening } from '../endings/take-over.ts';
import { type GateContext, type GateOptions, inTurn, recordOf } from '../gate-context.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import { isPortHeld } from '../journal/is-port-held.ts';
import { countsDials, dialsFew } from '../learned/counting-firewall.ts';
import { dialLimitOf } from '../learned/dial-limit.ts';
import { learn, readLore } from '../learned/gate-lore.ts';
import { loreAfterFoundOpen, loreAfterShared } from '../learned/lore-after.ts';
import { noteLineUsed, planNow, requireSequence, tellLeft } from '../one-time/one-time-opening.ts';
import { type Attempt, openHappening, openNoted } from '../opening/open-noted.ts';
import type { LookAnswer } from '../opening/opener.ts';
import { greets } from '../reach/greets.ts';
import { accepted } from '../reach/host-answer.ts';
import type { Line } from '../reach/line.ts';
import type { PathWitness } from '../reach/path-witness.ts';
import { lateGreetingMs } from '../state/look-at-gate.ts';
import { type LookBefore, lookBefore } from '../state/look-before.ts';
import { requireStanding } from './require-standing.ts';

/** A gate that is open, and kept open until it is released. */
export interface GateHold {
  readonly address: string;
  /** What its entry in the journal is marked with: a known gate's `profileMark`. */
  readonly mark: string;
  /** The answered dial, for SSH to use; undefined at a gate that a look would shut (`one-connection`, held by hand). */
  readonly socket: Line | undefined;
  /** True when it was open before anybody of ours knocked: it is then left as it was found. */
  readonly isFound: boolean;
  /** For `keepOpen`; undefined at a gate that does not shut by itself, or at which each dial is knocked for. */
  readonly renewal: GateRenewal | undefined;
  /**
   * Lets go: the last session ends the gate as the plan's policy says, `witness` is its connection where it still lives. After
   * `delayed` and `by-hand` it is called once more, and the last holder then shuts the gate at once.
   */
  release(options: GateOptions, witness?: PathWitness): Promise<GateEnding>;
}

/** Nobody has answered: whoever asked may try again. */
export interface Unanswered {
  readonly kind: 'unanswered';
  /** What came back last, an error code; undefined for silence. */
  readonly answer: string | undefined;
  /** What a look before it has told. */
  readonly answerBefore: LookAnswer | undefined;
  /** When the last knock left, on `performance.now()`'s clock. */
  readonly knockedAt: number;
}

/** Nothing was sent: it was dialled so often of late that a firewall which counts connections would shut us out. */
export interface MustWait {
  readonly kind: 'must-wait';
  readonly waitMs: number;
}

/**
 * Shares a gate that is open, or knocks once at one that is not.
 * @throws Failure `local-network`, `nothing-listens`, `lets-one-in`, `data-folder-unusable`, `cancelled`
 */
export function holdOnce(
  context: GateContext,
  given: Attempt,
  options: GateOptions,
): Promise<GateHold | Unanswered | MustWait> {
  const { host, round, mayUseLast } = given;
  const { observer } = options;
  return inTurn(context, host.allAddresses, options, async () => {
    const plan = await planNow(context, given.plan);
    const record = await recordOf(context, plan, host);
    const isHeld = record.isHeldOpen;
    if (!isHeld) {
      // Somebody else may have seen it open since this attempt began.
      const waitMs = await waitForDials(context, { ...given, lore: await readLore(context.ports, plan) }, options);
      if (waitMs > 0) return { kind: 'must-wait', waitMs };
    }
    const look = await lookIn(context, plan, given, record, options);
    const attempt: Attempt = { ...given, plan, answerBefore: answerBeforeOf(look, given) };
    if (look.kind === 'answered') {
      observer.happened(openHappening(attempt, round === 1));
      // Open by an earlier opening of ours: whoever holds it last shuts it. Open by somebody else's: it stays so.
      const isOurs = record.mayBeOpen || (await takeOverOpening(context, record));
      if (isOurs) {
        await learn(context.ports, plan, loreAfterShared);
        return holdNoted(context, attempt, record, look, false, options);
      }
      await learn(context.ports, plan, loreAfterFoundOpen);
      return foundOpen(record, look.socket);
    }
    if (round === 1 && look.kind === 'not-answered') {
      observer.happened({ event: 'heard', to: 'look', answer: look.answer ?? 'silence' });
    }
    if (isHeld && look.answer === 'ECONNREFUSED' && record.entry.answerBefore === undefined)
      throw nothingListens(plan, 'is held open');
    requireSequence(plan, mayUseLast);
    if (!record.mayBeOpen && look.kind === 'not-answered') record.answeredBefore(look.answer);
    if (!record.mayBeOpen && look.kind === 'spared' && look.isKnown) record.answeredBefore(look.answer);
    const outcome = await openNoted(context, attempt, record, options);
    if (outcome?.kind !== 'not-answered') {
      if (outcome !== undefined) await stands(context, attempt, record, outcome.socket, options);
      return holdNoted(context, attempt, record, outcome, true, options);
    }
    if (outcome.wasSo) await record.answersSo(outcome.answer);
    if (outcome.hasOpened) {
      const ending = await shutGate(context, plan, record, options);
      observer.noticed({ kind: 'let-go', ending });
      throw nothingListens(plan, 'has opened');
    }
    const { answerBefore } = attempt;
    return { kind: 'unanswered', answer: outcome.answer ?? look.answer, answerBefore, knockedAt: outcome.knockedAt };
  });
}

/** `requireStanding`; what does not stand open any more is noted as shut. */
async function stands(
  context: GateContext,
  attempt: Attempt,
  record: GateRecord,
  socket: Line,
  options: GateOptions,
): Promise<void> {
  try {
    await requireStanding(context, attempt, options);
  } catch (thrown) {
    socket.destroy();
    if (asFailure(thrown).code === 'lets-one-in') await record.shut();
    else await record.openingUnanswered();
    throw thrown;
  }
}

/** In a later round nobody looks: the dial of the round before has told. */
async function lookIn(
  context: GateContext,
  plan: GatePlan,
  { host, as, lore, round, answerBefore }: Attempt,
  record: GateRecord,
  { signal, seenShut }: GateOptions,
): Promise<LookBefore> {
  const isHeld = record.isHeldOpen;
  const known = answerBefore ?? (round === 1 && !record.mayBeOpen ? seenShut : undefined);
  if (!isHeld && plan.kind !== 'one-connection' && (round > 1 || known !== undefined)) {
    return { kind: 'spared', answer: known?.answer, isKnown: known !== undefined };
  }
  const { mayBeOpen, entry } = record;
  const shutAnswer = mayBeOpen ? entry.answerBefore : lore?.shutAnswer;
  const isOpen = isHeld || (await isPortHeld(context.journal, entry));
  const look = await lookBefore(context, plan, host, { lore, isHeld: isOpen, mayBeOpen, shutAnswer, signal });
  // A session hears for itself whether anybody speaks behind the port; who holds a gate by hand would not.
  const isUnheard = look.kind === 'answered' && as === 'hand' && !mayBeOpen;
  if (!isUnheard || (await greets(look.socket, lateGreetingMs, signal))) return look;
  look.socket.destroy();
  return { kind: 'not-answered', answer: accepted, waitedMs: Number.POSITIVE_INFINITY };
}

function answerBeforeOf(look: LookBefore, { answerBefore }: Attempt): LookAnswer | undefined {
  if (look.kind === 'not-answered') return { answer: look.answer, waitedMs: look.waitedMs };
  // What was learned was waited for long enough.
  if (look.kind === 'spared' && look.isKnown)
    return answerBefore ?? { answer: look.answer, waitedMs: Number.POSITIVE_INFINITY };
  return answerBefore;
}

/** How long nothing may be dialled here (rule 4 of the gate), in milliseconds. */
async function waitForDials(
  context: GateContext,
  { plan, host, lore, round, times }: Attempt,
  { seenShut }: GateOptions,
): Promise<number> {
  const limit = dialLimitOf(lore);
  // Once it was seen open its first cycle's closing alone goes on counting: who tries again is not kept waiting.
  const isExempt = lore !== undefined && !countsDials(lore);
  if (limit === undefined || isExempt || plan.kind === 'one-connection') return 0;
  const looks = round === 1 && seenShut === undefined && !dialsFew(plan, lore) ? 1 : 0;
  const needs = looks + (times.afterRefusalMs === undefined ? 1 : 2);
  return msUntilAllowed(await dialsAt(context, { address: host.address, port: plan.port }), limit, needs);
}

interface Opened {
  readonly socket: Line;
  readonly roundTripMs: number;
}

/** Writes the holder down; a gate that cannot be noted as held is shut again, since nobody would remember it. */
async function holdNoted(
  context: GateContext,
  attempt: Attempt,
  record: GateRecord,
  opened: Opened | undefined,
  knocked: boolean,
  options: GateOptions,
): Promise<GateHold> {
  const { plan, as } = attempt;
  const { id, address, allAddresses } = record.entry;
  const { socket, roundTripMs } = opened ?? {};
  try {
    if (await noteLineUsed(context, record)) tellLeft(plan, options.observer);
    const holderId = await record.opened(as, { knocked, opensForS: plan.opensForS });
    return {
      address,
      mark: record.entry.profileMark,
      socket,
      isFound: false,
      renewal: renewalOf(context, attempt, record, holderId),
      release: (releaseOptions, witness) =>
        releaseGate(context, { plan, gateId: id, holderId, allAddresses, roundTripMs }, releaseOptions, witness),
    };
  } catch (thrown) {
    const isLast = record.livingHolders.length === 0;
    if (isLast) await shutGate(context, plan, record.withoutWriting(), options, { roundTripMs });
    socket?.destroy();
    throw thrown;
  }
}

function foundOpen({ entry: { address, profileMark: mark } }: GateRecord, socket: Line): GateHold {
  const release = (): Promise<GateEnding> => Promise.resolve({ kind: 'left', why: 'found-open' });
  return { address, mark, socket, isFound: true, renewal: undefined, release };
}

function nothingListens({ host, port }: GatePlan, how: 'is held open' | 'has opened'): Failure {
  return new Failure(
    'nothing-listens',
    `The gate at ${host} ${how}, and port ${port} refuses: nothing listens there.`,
    {
      remedy: 'Look whether the SSH server runs, and whether the port in the profile is its port.',
    },
  );
}
