import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { GateContext } from '../gate-context.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { GateSite } from '../knocking/knocking.ts';
import type { GateLore } from '../learned/gate-lore.ts';
import { paceOf } from '../learned/pace.ts';

/** Where each closing of a row, counted from 1, goes, and how fast. */
export function closingSites(
  { reach }: GateContext,
  plan: GatePlan,
  { address, family }: Pick<JournalEntry, 'address' | 'family'>,
  lore: GateLore | undefined,
): (closing: number) => GateSite {
  return (closing) => ({
    ...{ address, family, reach },
    plan: { ...plan, delayMs: paceOf(plan, plan.closing ?? [], lore, closing) },
  });
}
