import { Failure } from '../../../shared/failure.ts';
import { type GatePlan, sequenceDurationMs } from '../../../shared/gate-plan.ts';
import { pause } from '../../cancel.ts';
import { answersAt } from '../dials/answers-at.ts';
import { type GateContext, type GateOptions, inTurn } from '../gate-context.ts';
import { elsewhereOf } from '../journal/elsewhere.ts';
import { GateRecord } from '../journal/gate-record.ts';
import { noteLineUsed, planNow, requireSequence } from '../one-time/one-time-opening.ts';
import { dialTimesOf } from '../opening/dial-times.ts';
import { type Attempt, knockAgain, openNoted } from '../opening/open-noted.ts';

/** A held gate that the server shuts by itself. */
export interface GateRenewal {
  /** When it runs out, as the journal had it when the hold began. */
  readonly runsOutAtMs: number;
  /** How long a sequence of knocks takes. */
  readonly knocksForMs: number;
  /** Each knocking uses a sequence up, and only a gate that was shut shows that it did: it is not knocked before. */
  readonly onlyIfShut: boolean;
  /**
   * Knocks it again, unless somebody else has since `knownMs`, or nobody holds it by this hold any more. `only-if-shut` looks
   * first: a server that has the rule already may keep its old time.
   * @returns when it runs out now; undefined when there is nothing to hold any more
   * @throws Failure as `Gatekeeper.hold` does
   */
  renew(knownMs: number, how: 'before' | 'only-if-shut', options: GateOptions): Promise<number | undefined>;
}

interface Renewed {
  readonly plan: GatePlan;
  readonly gateId: string;
  readonly holderId: string;
  readonly allAddresses: readonly string[];
}

/** How a gate that its server shuts by itself is knocked again; undefined at the others. */
export function renewalOf(
  context: GateContext,
  attempt: Attempt,
  { entry: { id: gateId, allAddresses, shutsItselfAtMs } }: GateRecord,
  holderId: string,
): GateRenewal | undefined {
  const { plan, as, mayUseLast } = attempt;
  if (shutsItselfAtMs === undefined || (plan.kind === 'one-connection' && as === 'session')) return undefined;
  return {
    runsOutAtMs: shutsItselfAtMs,
    knocksForMs: sequenceDurationMs(plan.opening, plan.delayMs),
    onlyIfShut: plan.oneTime !== undefined,
    renew: (knownMs, how, options) => {
      const open = async (record: GateRecord) => {
        const now = await planNow(context, plan);
        requireSequence(now, mayUseLast);
        if (how === 'before') await knockAgain(context, { ...attempt, plan: now }, record, options);
        else await openAgain(context, { ...attempt, plan: now }, record, options);
        await noteLineUsed(context, record);
      };
      return renewGate(context, { plan, gateId, holderId, allAddresses }, { knownMs, how, open }, options);
    },
  };
}

/** Knocks until somebody answers or the profile's deadline is over (rule 5): one lost packet lets no gate run out. */
async function openAgain(
  context: GateContext,
  attempt: Attempt,
  record: GateRecord,
  options: GateOptions,
): Promise<void> {
  const { plan, lore } = attempt;
  const beganAt = performance.now();
  let firstKnockedAt: number | undefined;
  for (let round = 1; ; round += 1) {
    const times = dialTimesOf(plan, lore, round);
    const isTooLate = performance.now() > beganAt + plan.deadlineS * 1000;
    if (times === undefined || (round > 1 && (!plan.recovers || isTooLate))) throw notRenewed(plan);
    await pause(beganAt + times.notBeforeMs - performance.now(), options.signal);
    const outcome = await openNoted(context, { ...attempt, round, times, firstKnockedAt }, record, options);
    if (outcome?.kind !== 'not-answered') return void outcome?.socket.destroy();
    firstKnockedAt ??= outcome.knockedAt;
  }
}

function notRenewed({ host }: GatePlan): Failure {
  return new Failure('gate-stayed-shut', `The gate at ${host} was knocked again, and nobody answers.`, {
    remedy: 'Connect again to open it anew.',
  });
}

/** At that address there may be somebody else's machine now (rule 8 of the gate). */
function notFromHere(why: string): Failure {
  return new Failure('local-network', why, { remedy: 'Open it again from here, if this is the same host.' });
}

/** `GateRenewal.renew`. @param open knocks and dials, and writes it down */
function renewGate(
  context: GateContext,
  { plan, gateId, holderId, allAddresses }: Renewed,
  { knownMs, how, open }: { knownMs: number; how: 'before' | 'only-if-shut'; open(record: GateRecord): Promise<void> },
  options: GateOptions,
): Promise<number | undefined> {
  return inTurn(context, allAddresses, options, async () => {
    const entry = await context.journal.read(gateId);
    if (entry === undefined || !entry.holders.some(({ id }) => id === holderId)) return undefined;
    const elsewhere = await elsewhereOf(context.reach.localAddressTowards, entry);
    if (elsewhere !== undefined) throw notFromHere(elsewhere.why);
    const { shutsItselfAtMs } = entry;
    if (how === 'before' && shutsItselfAtMs !== undefined && shutsItselfAtMs > knownMs) return shutsItselfAtMs;
    // Where a look would use up the one connection nobody looks: what was knocked for may have been used.
    const isSpared = plan.kind === 'one-connection';
    const isOpen = async () => isSpared || answersAt(context, entry, options.signal);
    if (how === 'only-if-shut' && (await isOpen())) return shutsItselfAtMs;
    const record = new GateRecord(context.journal, entry, true);
    await open(record);
    await record.renewed(plan.opensForS, how === 'only-if-shut');
    return record.entry.shutsItselfAtMs;
  });
}
