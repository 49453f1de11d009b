import { Failure } from '../../../shared/failure.ts';
import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { GateEnding } from '../../../shared/timeline.ts';
import { releaseGate, shutGate } from '../closing/release-gate.ts';
import { type GateRenewal, renewalOf } from '../endings/renew-gate.ts';
import { takeOverOpening } from '../endings/take-over.ts';
import { type GateContext, type GateOptions, inTurn, recordOf } from '../gate-context.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import { noteLineUsed, planNow, requireSequence, tellLeft } from '../one-time/one-time-opening.ts';
import { type Attempt, openHappening, openNoted } from '../opening/open-noted.ts';
import type { OpeningOutcome } from '../opening/opener.ts';
import type { Line } from '../reach/line.ts';
import type { PathWitness } from '../reach/path-witness.ts';
import { lookBefore } from '../state/look-before.ts';

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
}

/**
 * Shares a gate that is open, or knocks once at one that is not.
 * @throws Failure `local-network`, `nothing-listens`, `data-folder-unusable`, `cancelled`
 */
export function holdOnce(context: GateContext, given: Attempt, options: GateOptions): Promise<GateHold | Unanswered> {
  const { host, lore, round, mayUseLast } = given;
  const { observer, signal } = options;
  return inTurn(context, host.allAddresses, options, async () => {
    const plan = await planNow(context, given.plan);
    const attempt: Attempt = { ...given, plan };
    const record = await recordOf(context, plan, host);
    const isHeld = record.isHeldOpen;
    const look = await lookBefore(plan, host, { lore, isHeld, signal }, context.reach.dial);
    if (look.kind === 'answered') {
      // In a later round it is the slow work of an earlier one.
      observer.happened(openHappening(attempt, round === 1));
      // Open by an earlier opening of ours: whoever holds it last shuts it. Open by somebody else's: it stays so.
      const isOurs = record.mayBeOpen || (await takeOverOpening(context, record));
      return isOurs ? holdNoted(context, attempt, record, look, false, options) : foundOpen(record, look.socket);
    }
    if (round === 1 && plan.kind !== 'one-connection') {
      observer.happened({ event: 'heard', to: 'look', answer: look.answer ?? 'silence' });
    }
    if (isHeld && look.answer === 'ECONNREFUSED' && record.entry.answerBefore === undefined) throw nothingListens(plan);
    requireSequence(plan, mayUseLast);
    if (!record.mayBeOpen) record.answeredBefore(look.answer);
    const outcome = await openNoted(context, attempt, record, options);
    if (outcome?.kind === 'not-answered') return { kind: 'unanswered', answer: outcome.answer ?? look.answer };
    return holdNoted(context, attempt, record, outcome, true, options);
  });
}

type Answered = Pick<
  Extract<OpeningOutcome, { readonly kind: 'answered' }>,
  'socket' | 'roundTripMs' | 'earlierAnswer'
>;

/** Writes the holder down; a gate that cannot be noted as held is shut again, since nobody would remember it. */
async function holdNoted(
  context: GateContext,
  attempt: Attempt,
  record: GateRecord,
  opened: Answered | undefined,
  knocked: boolean,
  options: GateOptions,
): Promise<GateHold> {
  const { plan, as } = attempt;
  const { id, address, allAddresses } = record.entry;
  const { socket, roundTripMs, earlierAnswer } = opened ?? {};
  // On a slow line the look before was over when the refusal came; the dials have heard it.
  if (earlierAnswer !== undefined && record.entry.openedAtMs === undefined) record.answeredBefore(earlierAnswer);
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

function nothingListens({ host, port }: GatePlan): Failure {
  return new Failure(
    'nothing-listens',
    `The gate at ${host} is held open, and port ${port} refuses: nothing listens there.`,
    {
      remedy: 'Look whether the SSH server runs, and whether the port in the profile is its port.',
    },
  );
}
