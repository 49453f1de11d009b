import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { Observer } from '../../../shared/timeline.ts';
import type { ResolvedHost } from '../../knock/resolve-host.ts';
import { shutGate } from '../closing/shut-gate.ts';
import { type GateContext, type GateOptions, inTurn, recordOf } from '../gate-context.ts';
import { planNow } from '../one-time/one-time-opening.ts';

/** The openings of one row of rounds that may still take effect: sent to the end, and neither answered nor let go of. */
export interface UnansweredOpenings {
  /** Follows the attempt at one of the addresses. */
  at(host: ResolvedHost): Observer;
  /**
   * Nobody waits for them any more: shuts what opens late, in the turn of each address. What others hold by now stays open.
   * @throws Failure `cancelled` when `shutSignal` was raised; the journal keeps the gates
   */
  letGo(context: GateContext, plan: GatePlan): Promise<void>;
}

export function unansweredOpenings({ observer, shutSignal }: GateOptions): UnansweredOpenings {
  const hosts = new Set<ResolvedHost>();
  return {
    at: (host) => ({
      happened(happening) {
        if (happening.event === 'sent' && happening.purpose === 'open' && happening.step === happening.of)
          hosts.add(host);
        observer.happened(happening);
      },
      noticed(notice) {
        if (notice.kind === 'let-go') hosts.delete(host);
        observer.noticed(notice);
      },
    }),
    async letGo(context, plan) {
      for (const host of hosts) {
        const ending = await inTurn(context, host.allAddresses, { observer, signal: shutSignal }, async () => {
          const record = await recordOf(context, await planNow(context, plan), host);
          const isWanted = !record.mayBeOpen || record.livingHolders.length > 0;
          return isWanted ? undefined : shutGate(context, plan, record, { observer, shutSignal });
        });
        if (ending !== undefined) observer.noticed({ kind: 'let-go', ending });
      }
    },
  };
}
