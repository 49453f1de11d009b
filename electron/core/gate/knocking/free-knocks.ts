import type { GatePlan } from '../../../shared/gate-plan.ts';
import { findPrefix } from '../../knock/prefix-search.ts';
import { resolveHost } from '../../knock/resolve-host.ts';
import { type GateContext, type GateOptions, inTurn } from '../gate-context.ts';
import { requireTurn } from '../journal/held-turn.ts';

/** Knocks without a gate: nothing is known of what they open. */
export type FreeKnocks = Pick<GatePlan, 'host' | 'family' | 'opening' | 'delayMs' | 'udpPayload'>;

/** `Gatekeeper.knock`: sends what it is told to, once, in its turn. */
export async function knockFreely(context: GateContext, plan: FreeKnocks, options: GateOptions): Promise<void> {
  const { observer, signal } = options;
  const [host] = await resolveHost(plan.host, plan.family, context.reach.lookup, signal);
  observer.happened({ event: 'resolved', host: host.host, address: host.address, family: host.family });
  let isAnew = false;
  await inTurn(context, host.allAddresses, options, () => {
    // Begun anew, the daemon may hold a part of it.
    const flush = (isAnew ? findPrefix([{ sequence: plan.opening }], 0) : undefined) ?? [];
    isAnew = true;
    return context.reach.sendSequence({
      address: host.address,
      family: host.family,
      steps: [...flush, ...plan.opening],
      delayMs: plan.delayMs,
      udpPayload: plan.udpPayload,
      signal,
      beforeStep: requireTurn,
      onSent: ({ port, protocol }, index) => {
        const step = index + 1 - flush.length;
        const sent = { event: 'sent', port, protocol } as const;
        if (step > 0) observer.happened({ ...sent, purpose: 'open', step, of: plan.opening.length });
        else observer.happened({ ...sent, purpose: 'flush', step: index + 1, of: flush.length });
      },
    });
  });
}
