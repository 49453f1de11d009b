import type { FailedSession } from '../../core/session/gated-session.ts';
import { shutAlong } from '../../core/session/shut-along.ts';
import type { GateEnding } from '../../shared/timeline.ts';
import { besideRecovery } from '../beside-recovery.ts';
import type { GateOrder } from '../command-line.ts';
import type { Reporter } from '../reporter.ts';
import { gateNotShut, isInDoubt, type Runtime } from '../runtime.ts';
import { fileTarget, withoutAnswers } from './file-target.ts';
import { hopLegs, targetLeg } from './legs.ts';
import { closeAgainWords } from './stays-open.ts';
import type { Target } from './target.ts';

/** `portcullis open` and `close`. @returns the exit status */
export async function gateCommand(order: GateOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const target = await fileTarget({ ...withoutAnswers, path: order.profile }, runtime, reporter);
  const { plan } = targetLeg(target, order, runtime, reporter);
  if (order.command === 'close' && order.forget) {
    const wasThere = await runtime.services.gatekeeper.forget(plan);
    reporter.say(
      wasThere
        ? `${target.profile.name} is struck out of the journal`
        : `the journal knows nothing of ${target.profile.name}`,
    );
    return 0;
  }
  return besideRecovery(runtime, reporter, plan.host, () =>
    order.command === 'close' ? close(target, order, runtime, reporter) : open(target, order, runtime, reporter),
  );
}

async function close(target: Target, order: GateOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  if (order.mine) await runtime.services.gatekeeper.isOursAlone(targetLeg(target, order, runtime, reporter).plan);
  const ending = await shut(target, order, runtime, reporter);
  if ('failure' in ending) return runtime.interrupts.exitStatus() ?? 255;
  reporter.tell(ending);
  if (ending.kind === 'open' && ending.mayBeShared) {
    reporter.say(closeAgainWords(ending, order.profile));
  }
  const cannotShut = ending.kind === 'left' && ending.why === 'no-closing';
  if (ending.kind === 'awaited' && isInDoubt(ending)) return gateNotShut;
  return cannotShut || ending.kind === 'open' || ending.kind === 'unknown' ? 255 : 0;
}

async function open(target: Target, order: GateOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const { profile } = target;
  const { cancel, leave } = runtime.interrupts;
  const { plan, confirmLast } = targetLeg(target, order, runtime, reporter);
  const options = { observer: reporter, signal: cancel, shutSignal: leave, confirmLast };
  reporter.begin(plan);
  const hold = await runtime.services.gatekeeper.hold(plan, 'hand', options);
  hold.socket?.destroy();
  const looked = hold.socket === undefined ? ' (knocked, not looked at: a look would use up its one connection)' : '';
  const restMs = hold.renewal && hold.renewal.runsOutAtMs - Date.now();
  const itself = restMs === undefined ? '' : `; the server shuts it in ${Math.max(0, Math.round(restMs / 1000))} s`;
  const then = plan.closing === undefined ? itself : `${itself}; shut it with: portcullis close ${order.profile}`;
  reporter.say(
    hold.isFound
      ? `${profile.name} was open before, and is left as it was found`
      : `${profile.name} is open, held by your hand${looked}${then}`,
  );
  return 0;
}

/** Shuts a gate from here, or by way of its jump hosts. */
function shut(
  target: Target,
  order: GateOrder,
  runtime: Runtime,
  reporter: Reporter,
): Promise<GateEnding | FailedSession> {
  const { cancel, leave } = runtime.interrupts;
  const signals = { signal: cancel, shutSignal: leave };
  return shutAlong(hopLegs(target, order, runtime, reporter), targetLeg(target, order, runtime, reporter), signals);
}
