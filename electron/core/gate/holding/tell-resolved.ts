import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { Observer } from '../../../shared/timeline.ts';
import type { ResolvedHost } from '../../knock/resolve-host.ts';
import { dialsAt } from '../dials/dial-book.ts';
import type { GateContext } from '../gate-context.ts';
import type { GateLore } from '../learned/gate-lore.ts';

/**
 * Tells where it is knocked, and what may explain a failure there: how often it was dialled of late, since a firewall may count,
 * and whether it has opened before for the address that we have now.
 * @returns how often it was dialled in the minute before
 */
export async function tellResolved(
  context: GateContext,
  { port }: GatePlan,
  lore: GateLore | undefined,
  { host, address, family }: ResolvedHost,
  observer: Observer,
): Promise<number> {
  const recentDials = (await dialsAt(context, { address, port })).length;
  const openedBefore = lore && (await whereOpened(context, lore, address, family));
  observer.happened({
    event: 'resolved',
    host,
    address,
    family,
    ...(recentDials > 0 && { recentDials }),
    ...(openedBefore !== undefined && { openedBefore }),
  });
  return recentDials;
}

async function whereOpened({ reach }: GateContext, { lastOpening }: GateLore, address: string, family: 4 | 6) {
  // What was learned before the address was kept too.
  if (lastOpening === undefined) return 'from-here';
  // Where there is no way the attempt itself says so.
  const own = await reach.localAddressTowards(address, family).catch(() => undefined);
  return own === lastOpening.from ? 'from-here' : 'from-elsewhere';
}
