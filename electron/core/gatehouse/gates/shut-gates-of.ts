import type { GateEnding } from '../../../shared/timeline.ts';
import { worstEnding } from '../../gate/closing/shut-by-hand.ts';
import type { GateOptions } from '../../gate/gate-context.ts';
import type { Leg } from '../../session/hops.ts';
import { shutAlong } from '../../session/shut-along.ts';
import type { Target } from '../target.ts';
import type { FoundGate } from './journal-reader.ts';

/**
 * Shuts a profile's gates because a person says so. A gate that was opened by other sequences than the profile has now,
 * or whose profile has gone, is shut with what the journal keeps of it.
 * @param found what the journals have of the profile
 * @param legOf makes a leg of a jump host, where the gate is reached by way of one
 * @returns the worst ending
 * @throws Failure as `Gatekeeper.shutByHand` and `shutKnown` do; those of `targetOf` where nothing is found
 */
export async function shutGatesOf(
  found: readonly FoundGate[],
  targetOf: () => Promise<Target>,
  options: GateOptions,
  legOf: (target: Target) => Leg,
): Promise<GateEnding> {
  const open = found.filter(({ gate }) => gate.state !== 'shut');
  const target = open.length === 0 ? await targetOf() : await targetOf().catch(() => undefined);
  const mark = await target?.services.gatekeeper.markOf(target.plan);
  const others = open.filter(({ gate }) => gate.profileMark !== mark);
  const endings: GateEnding[] = [];
  if (target !== undefined && (open.length === 0 || others.length < open.length)) {
    endings.push(await shutTarget(target, options, legOf));
  }
  for (const { gate, gatekeeper } of others) endings.push(await gatekeeper.shutKnown(gate.id, options));
  return worstEnding(endings);
}

async function shutTarget(
  target: Target,
  { observer, ...signals }: GateOptions,
  legOf: (target: Target) => Leg,
): Promise<GateEnding> {
  const ending = await shutAlong(target.hops.map(legOf), { ...legOf(target), observer }, signals);
  if ('failure' in ending) throw ending.failure;
  return ending;
}
