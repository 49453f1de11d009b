import { gatePlanOf } from '../../shared/gate-plan.ts';
import type { GateOrder } from '../command-line.ts';
import { readProfileArgument } from '../profile-argument.ts';
import type { Reporter } from '../reporter.ts';
import { type Runtime, recoverFirst } from '../runtime.ts';

/** `portcullis open` and `close`. @returns the exit status */
export async function gateCommand(order: GateOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const profile = await readProfileArgument(order.profile, (text) => reporter.say(text));
  const { gatekeeper } = runtime.services;
  const { interrupts } = runtime;
  const plan = gatePlanOf(profile);
  const options = { observer: reporter, signal: interrupts.cancel, shutSignal: interrupts.leave };

  if (order.command === 'close' && order.forget) {
    const wasThere = await gatekeeper.forget(plan);
    reporter.say(
      wasThere ? `${profile.name} is struck out of the journal` : `the journal knows nothing of ${profile.name}`,
    );
    return 0;
  }
  await recoverFirst(runtime, reporter);

  if (order.command === 'close') {
    const ending = await gatekeeper.shutByHand(plan, options);
    reporter.tell(ending);
    const cannotShut = ending.kind === 'left' && ending.why === 'no-closing';
    return cannotShut || ending.kind === 'open' || ending.kind === 'unknown' ? 255 : 0;
  }

  reporter.begin(plan);
  const hold = await gatekeeper.hold(plan, 'hand', options);
  hold.socket?.destroy();
  const looked = hold.socket === undefined ? ' (knocked, not looked at: a look would use up its one connection)' : '';
  const then = plan.closing === undefined ? '' : `; shut it with: portcullis close ${order.profile}`;
  reporter.say(
    hold.isFound
      ? `${profile.name} was open before, and is left as it was found`
      : `${profile.name} is open, held by your hand${looked}${then}`,
  );
  return 0;
}
