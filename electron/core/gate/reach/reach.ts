import type { WayIn } from '../../../shared/gate-plan.ts';
import { type KnockRun, sendSequence } from '../../knock/knocker.ts';
import type { Lookup } from '../../ports.ts';
import { type DialOutcome, type DialPlan, dial } from './dialler.ts';
import { localAddressTowards } from './local-address.ts';

/** Who looks names up, knocks and dials for a gate: this computer, or a jump host by way of which the gate is reached. */
export interface Reach {
  /** undefined: this computer itself. */
  readonly via: WayIn | undefined;
  readonly lookup: Lookup;
  /** As `knocker.sendSequence`. */
  sendSequence(run: KnockRun): Promise<void>;
  /** As `dialler.dial`. @throws Failure also `connection-lost` when the jump host has gone */
  dial(plan: DialPlan): Promise<DialOutcome>;
  /** What a gate sees the knocks come from, for the journal: from elsewhere nothing is knocked (rule 8 of the gate). */
  localAddressTowards(address: string, family: 4 | 6): Promise<string>;
}

export function directReach(lookup: Lookup): Reach {
  return { via: undefined, lookup, sendSequence, dial, localAddressTowards };
}
