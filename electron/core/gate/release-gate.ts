import { Failure } from '../../shared/failure.ts';
import type { GatePlan } from '../../shared/gate-plan.ts';
import type { GateEnding, Observer } from '../../shared/timeline.ts';
import { type ClosingOutcome, closeGate } from './closer.ts';
import { doubtsAt, type GateContext, type GateOptions, inTurn } from './gate-context.ts';
import { GateRecord } from './gate-record.ts';
import type { PathWitness } from './path-witness.ts';

interface Release {
  readonly plan: GatePlan;
  readonly gateId: string;
  readonly holderId: string;
  readonly allAddresses: readonly string[];
}

/** Lets a holder go, on the one path for every ending (rule 7 of the gate): the last one shuts the gate. */
export function releaseGate(
  context: GateContext,
  { plan, gateId, holderId, allAddresses }: Release,
  options: GateOptions,
  witness: PathWitness | undefined,
): Promise<GateEnding> {
  return inTurn(context, allAddresses, { observer: options.observer, signal: options.shutSignal }, async () => {
    const entry = await context.journal.read(gateId);
    if (entry === undefined) return { kind: 'left', why: 'shut-already' };
    const record = new GateRecord(context.journal, entry, true);
    await record.released((holder) => holder.id === holderId);
    const others = record.livingHolders;
    if (others.length > 0) {
      const sessions = others.filter((holder) => holder.as === 'session').length;
      return { kind: 'held', sessions, byHand: sessions < others.length };
    }
    return shutGate(context, plan, record, options, witness);
  });
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
  witness?: PathWitness,
  closingsAllowed = record.closingsOwed,
): Promise<GateEnding> {
  const { address, family, allAddresses, answerBefore, openedAtMs } = record.entry;
  if (plan.closing === undefined) {
    await record.shut();
    return { kind: 'left', why: whyNoClosing(plan) };
  }
  const closingsBefore = record.entry.openingsSent - record.closingsOwed;
  let outcome: ClosingOutcome;
  try {
    outcome = await closeGate({
      site: { plan, address, family },
      closingsAllowed,
      answerBefore,
      doubts: await doubtsAt(context, allAddresses),
      witness,
      observer,
      signal: shutSignal,
      beforeKnocking: () => record.beforeClosing(plan),
    });
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'local-network') throw thrown;
    // Without a network there is no path: nobody can say.
    outcome = { result: 'unknown', wasSeenOpen: false };
  }
  if (outcome.result === 'shut') {
    await record.shut();
    observer.happened({ event: 'shut' });
    return { kind: 'shut' };
  }
  if (outcome.result === 'unknown' && !outcome.wasSeenOpen && openedAtMs === undefined) {
    if (record.entry.phase === 'knocking') await record.openingUnanswered();
    return { kind: 'left', why: 'never-opened' };
  }
  if (outcome.result === 'open') await record.stillOpen();
  else await record.unknown(closingsBefore);
  return told(outcome.result, plan, address, observer);
}

function whyNoClosing({ kind, opensForS }: GatePlan): 'one-connection' | 'closes-itself' | 'no-closing' {
  if (kind === 'one-connection') return kind;
  return kind === 'timed' || opensForS !== undefined ? 'closes-itself' : 'no-closing';
}

function told(kind: 'open' | 'unknown', plan: GatePlan, address: string, observer: Observer): GateEnding {
  const where = plan.host === address ? address : `${plan.host} (${address})`;
  const message =
    kind === 'open'
      ? `The gate at ${where} is still open: port ${plan.port} answers after the closing. Somebody else opened it too, ` +
        'or the closing sequence is not the right one, or the port is not protected.'
      : `Nobody can say whether the gate at ${where} is shut: nothing comes back from there. ` +
        'It stays in the journal and is tried again at the next start.';
  observer.happened({ event: 'failed', code: kind === 'open' ? 'gate-still-open' : 'gate-state-unknown', message });
  return { kind, message };
}
