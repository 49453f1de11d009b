import type { GatePlan } from '../../../shared/gate-plan.ts';
import { resolveHost } from '../../knock/resolve-host.ts';
import { type GateContext, type GateOptions, inTurn } from '../gate-context.ts';

/** Knocks without a gate: nothing is known of what they open. */
export type FreeKnocks = Pick<GatePlan, 'host' | 'family' | 'opening' | 'delayMs' | 'udpPayload'>;

/** `Gatekeeper.knock`: sends what it is told to, once, in its turn. */
export async function knockFreely(context: GateContext, plan: FreeKnocks, options: GateOptions): Promise<void> {
  const { observer, signal } = options;
  const [host] = await resolveHost(plan.host, plan.family, context.reach.lookup, signal);
  observer.happened({ event: 'resolved', host: host.host, address: host.address, family: host.family });
  await inTurn(context, host.allAddresses, options, () =>
    context.reach.sendSequence({
      address: host.address,
      family: host.family,
      steps: plan.opening,
      delayMs: plan.delayMs,
      udpPayload: plan.udpPayload,
      signal,
      onSent: ({ port, protocol }, index) =>
        observer.happened({
          event: 'sent',
          port,
          protocol,
          purpose: 'open',
          step: index + 1,
          of: plan.opening.length,
        }),
    }),
  );
}
