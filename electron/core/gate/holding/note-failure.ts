import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { Observer } from '../../../shared/timeline.ts';
import type { GateContext } from '../gate-context.ts';
import { countsDials, type FailedAttempt, loreAfterFailure } from '../learned/counting-firewall.ts';
import { learn } from '../learned/gate-lore.ts';

/** Learns from an attempt at whose end the gate was still shut, and says so where its firewall seems to count connections. */
export async function noteFailure(
  { ports }: GateContext,
  plan: GatePlan,
  failed: FailedAttempt,
  observer: Observer,
): Promise<void> {
  // Where each connection is knocked for it is dialled as often as it must be.
  const isDialledFreely = plan.dials !== 'few' && plan.kind !== 'one-connection';
  let isNews = false;
  await learn(ports, plan, (before) => {
    const after = loreAfterFailure(before, isDialledFreely ? failed : { ...failed, recentDials: 0 });
    isNews = countsDials(after) && !countsDials(before);
    return after;
  });
  if (isNews) observer.noticed({ kind: 'counts-dials' });
}
