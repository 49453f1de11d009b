import { Failure } from '../../../shared/failure.ts';
import { type GatePlan, policyOfPlan } from '../../../shared/gate-plan.ts';
import type { GateEnding } from '../../../shared/timeline.ts';
import { type GateContext, type GateOptions, inTurn } from '../gate-context.ts';
import { GateRecord } from '../journal/gate-record.ts';
import { type Holder, hasShutItself } from '../journal/journal.ts';
import type { PathWitness } from '../reach/path-witness.ts';
import { leaveGate, shutGate } from './shut-gate.ts';

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
    if (policy.end === 'left') return leaveGate(context, record, policy.why, options.shutSignal);
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
