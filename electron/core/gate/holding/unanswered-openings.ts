import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { GateEnding, Observer } from '../../../shared/timeline.ts';
import type { ResolvedHost } from '../../knock/resolve-host.ts';
import { lateUntilMs } from '../closing/owed.ts';
import { awaitLate, shutGate } from '../closing/shut-gate.ts';
import { type GateContext, type GateOptions, inTurn, recordOf } from '../gate-context.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import { dialsFew } from '../learned/counting-firewall.ts';
import { readLore } from '../learned/gate-lore.ts';
import { planNow } from '../one-time/one-time-opening.ts';
import { accepted } from '../reach/host-answer.ts';

/** The openings of one row of rounds that may still take effect: sent to the end, and neither answered nor let go of. */
export interface UnansweredOpenings {
  /** Follows the attempt at one of the addresses. */
  at(host: ResolvedHost): Observer;
  /**
   * Nobody waits for them any more: shuts what opens late, in the turn of each address. What others hold by now stays open.
   * @throws Failure `cancelled` when `shutSignal` was raised; the journal keeps the gates
   */
  letGo(context: GateContext, plan: GatePlan): Promise<void>;
  /**
   * The attempts are over: what may still open late, or has opened unseen, is noted, and said. Where something in front takes every
   * connection nobody sees what an opening does, behind a server that hangs up: each is followed by its closing.
   */
  lookLater(context: GateContext, plan: GatePlan): Promise<void>;
}

export function unansweredOpenings({ observer, shutSignal }: GateOptions): UnansweredOpenings {
  const hosts = new Set<ResolvedHost>();
  const eachInTurn = async (
    context: GateContext,
    plan: GatePlan,
    work: (record: GateRecord) => Promise<GateEnding> | undefined,
  ) => {
    for (const host of hosts) {
      const ending = await inTurn(context, host.allAddresses, { observer, signal: shutSignal }, async () => {
        const record = await recordOf(context, await planNow(context, plan), host);
        return record.mayBeOpen && record.livingHolders.length === 0 ? work(record) : undefined;
      });
      if (ending !== undefined) observer.noticed({ kind: 'let-go', ending });
    }
  };
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
    letGo: (context, plan) =>
      eachInTurn(context, plan, (record) => shutGate(context, plan, record, { observer, shutSignal })),
    async lookLater(context, plan) {
      const lore = await readLore(context.ports, plan);
      await eachInTurn(context, plan, (record) => {
        if (record.entry.answerBefore === accepted) return shutGate(context, plan, record, { observer, shutSignal });
        // A firewall that counts connections hides what has opened from whoever has made too many.
        const lateMs = lateUntilMs(record, lore) ?? (dialsFew(plan, lore) ? Date.now() : undefined);
        return lateMs === undefined ? undefined : awaitLate(context, record, plan, lateMs);
      });
    },
  };
}
