import type { GateEnding } from '../../shared/timeline.ts';
import type { FailedSession } from './gated-session.ts';
import type { Leg, Signals } from './hops.ts';

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
  const options = { ...signals, observer: target.observer };
  if (hops.length === 0) return target.services.gatekeeper.shutByHand(target.plan, options);
  // Not before: who logs in nowhere need not wait for ssh2, which takes as long to load as all the rest.
  const { announce, openHops, through } = await import('./hops.ts');
  const legs = [...hops, target];
  const way = await openHops(legs, hops.length, signals);
  if ('failure' in way) return way;
  try {
    announce(legs, hops.length, 'closing');
    const { gatekeeper } = through(target.services, way.reach);
    return await gatekeeper.shutByHand(target.plan, options);
  } finally {
    await way.end();
  }
}
