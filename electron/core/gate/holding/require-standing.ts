import { Failure } from '../../../shared/failure.ts';
import { policyOfPlan } from '../../../shared/gate-plan.ts';
import { countedDial } from '../dials/dial-book.ts';
import type { GateContext, GateOptions } from '../gate-context.ts';
import { silentLooks } from '../learned/line-loss.ts';
import type { Attempt } from '../opening/open-noted.ts';
import { longestSingleSynMs } from '../reach/dialler.ts';
import { greetingDueMs } from '../reach/host-answer.ts';

/**
 * A gate that a hand is to hold stands open behind the dial that was answered. One that nothing shuts, as far as the profile says, may be
 * one that lets a single connection in (the usual chain of iptables' `recent`): it is dialled once more before it is called open.
 * @throws Failure `lets-one-in` where that stays silent, `cancelled`
 */
export async function requireStanding(
  context: GateContext,
  { plan, host, as, lore, answerBefore }: Attempt,
  { signal }: GateOptions,
): Promise<void> {
  const policy = policyOfPlan(plan);
  const isDoubtful = policy.end === 'left' && policy.why === 'no-closing' && plan.dials !== 'few';
  if (as !== 'hand' || !isDoubtful) return;
  const { address, family } = host;
  for (let look = 0; look < silentLooks(lore); look += 1) {
    const greetsWithinMs = greetingDueMs(answerBefore?.answer);
    const dialPlan = { address, family, port: plan.port, waitMs: longestSingleSynMs, signal, greetsWithinMs };
    const outcome = await countedDial(context, dialPlan);
    if (outcome.kind !== 'answered') continue;
    outcome.socket.destroy();
    return;
  }
  throw new Failure(
    'lets-one-in',
    `The gate at ${plan.host} has let one connection in, and is shut again: it cannot be held open by hand.`,
    { remedy: 'Let the profile say "gate": "one-connection", and connect: each connection is knocked for then.' },
  );
}
