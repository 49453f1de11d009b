import { type AttemptFacts, attemptFactsOf } from '../../../shared/diagnosis/attempt-facts.ts';
import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { AttemptHappening } from '../../../shared/timeline.ts';
import { localAddressTowards } from './local-address.ts';

/**
 * Gathers what a diagnosis may know of an attempt besides its timeline: tells it at once, and again when the host is
 * resolved and our own address on the way to it is known. Nothing is sent for that.
 * @returns what is to hear of the attempt's happenings
 */
export function followFacts(
  plan: GatePlan,
  tell: (facts: AttemptFacts) => void,
): (happening: AttemptHappening) => void {
  const facts = attemptFactsOf(plan);
  tell(facts);
  return (happening) => {
    // By way of a jump host it is that one's address that counts.
    if (happening.event !== 'resolved' || plan.via !== undefined) return;
    localAddressTowards(happening.address, happening.family).then(
      (ownAddress) => tell({ ...facts, ownAddress }),
      // No way there is the attempt's own failure.
      () => undefined,
    );
  };
}
