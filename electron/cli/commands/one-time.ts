import { cancellable } from '../../core/cancel.ts';
import { gatePlanOf } from '../../shared/gate-plan.ts';
import { besideRecovery } from '../beside-recovery.ts';
import type { OneTimeOrder } from '../command-line.ts';
import { readProfileArgument } from '../profile-argument.ts';
import type { Reporter } from '../reporter.ts';
import type { Runtime } from '../runtime.ts';
import { usageFailure } from '../usage.ts';

/** `portcullis one-time`: shows where a profile's list stands, and moves it. @returns the exit status */
export async function oneTime(order: OneTimeOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const { lists } = runtime.services;
  const profile = await cancellable(
    readProfileArgument(order.profile, (text) => reporter.say(text)),
    runtime.interrupts.cancel,
  );
  const { host, port, oneTime: list } = gatePlanOf(profile);
  if (list === undefined) throw usageFailure(`${profile.name} has no list of one-time sequences`);
  // A killed process may have used one: that is known when its gate has been looked at.
  return besideRecovery(runtime, reporter, host, async () => {
    const { sequences, place } = list;
    const mark = await lists.markOf({ host, port, sequences });
    if (order.next !== undefined) {
      if (order.next > sequences.length + 1) throw usageFailure(`the list has ${sequences.length} sequences`);
      // The file's own word is the least there is: it says what was used elsewhere.
      if (order.next <= place)
        throw usageFailure(`the profile says "oneTimeNext": ${place + 1}; change it there first`);
      await lists.moveTo(mark, order.next - 1);
    }
    const next = Math.max(place, await lists.placeOf(mark));
    const isUsedUp = next >= sequences.length;
    process.stdout.write(
      isUsedUp ? `all ${sequences.length} are used\n` : `next: ${next + 1} of ${sequences.length}\n`,
    );
    return 0;
  });
}
