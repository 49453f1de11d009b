import type { GateEnding } from '../../shared/timeline.ts';
import type { FailedSession } from './gated-session.ts';
import { announce, type Leg, openHops, type Signals, through } from './hops.ts';

/**
 * Shuts a gate by way of jump hosts, because a person says so: logs in to them, knocks from the last one, and shuts their
 * gates again.
 * @returns how the gate ended, or why nobody got there
 */
export async function shutAlong(
  hops: readonly Leg[],
  target: Leg,
  signals: Signals,
): Promise<GateEnding | FailedSession> {
  const legs = [...hops, target];
  const way = await openHops(legs, hops.length, signals);
  if ('failure' in way) return way;
  try {
    announce(legs, hops.length, 'closing');
    const { gatekeeper } = through(target.services, way.reach);
    return await gatekeeper.shutByHand(target.plan, { ...signals, observer: target.observer });
  } finally {
    await way.end();
  }
}
