import type { GatePlan } from '../../../shared/gate-plan.ts';
import { doubtsAt, type GateContext, type GateOptions } from '../gate-context.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import {
  clearanceOf,
  type Doubt,
  doubtOf,
  type GateSite,
  type KnockingOptions,
  knockAt,
} from '../knocking/knocking.ts';
import { readLore } from '../learned/gate-lore.ts';
import { closingSites } from './closing-sites.ts';
import { keepsCount } from './owed.ts';

export interface BlindClosing extends Omit<KnockingOptions, 'onLastStep'> {
  /** @param closing counts from 1 */
  siteFor(closing: number): GateSite;
  readonly doubts: readonly Doubt[];
}

/**
 * Closings where nobody may look now, or not often enough: one that was lost would leave the gate open until somebody may. They are
 * sent until they are `enough`, but for a daemon whose half attempt only time clears. @param count.sent those before
 */
export async function closeBlindly(
  { siteFor, doubts, ...options }: BlindClosing,
  { sent, enough }: { readonly sent: number; readonly enough: number },
): Promise<void> {
  let before = doubts;
  for (let closing = sent + 1; closing <= enough; closing += 1) {
    const site = siteFor(closing);
    if (clearanceOf(site.plan, site.plan.closing ?? [], before).waitMs > 0) return;
    if (closing > 1) options.observer.noticed({ kind: 'closing-again', isSeenOpen: false });
    await knockAt(site, 'closing', before, options);
    before = [...doubts, doubtOf(site.plan, Date.now())];
  }
}

/** On a line that loses one packet in five one in sixteen gates is open after so many. */
const unseenClosings = 4;

/**
 * Before a gate is struck out at which no opening was ever seen to work: an answer to the looks may have been lost as the answers to
 * the opening were. Where others may use it nothing is sent, since nothing was seen that would be ours.
 * @throws Failure `cancelled`, `local-network`, `turn-lost`
 */
export async function closeUnseenOpening(
  context: GateContext,
  plan: GatePlan,
  record: GateRecord,
  { observer, shutSignal }: GateOptions,
): Promise<void> {
  const lore = await readLore(context.ports, plan);
  if (plan.closing === undefined || keepsCount(plan, lore)) return;
  const closing: BlindClosing = {
    siteFor: closingSites(context, plan, record.entry, lore),
    doubts: await doubtsAt(context, record.entry.allAddresses),
    observer,
    signal: shutSignal,
    beforeKnocking: (durationMs) => record.beforeClosing(durationMs),
  };
  await closeBlindly(closing, { sent: 0, enough: unseenClosings });
}
