import { constants } from 'node:os';
import { cancellable } from '../../core/cancel.ts';
import type { GatedSession } from '../../core/session/gated-session.ts';
import { openSessionAlong } from '../../core/session/session-along.ts';
import type { ChannelEnd, SshChannel } from '../../core/ssh/ssh-channel.ts';
import { asFailure, type Failure } from '../../shared/failure.ts';
import { besideRecovery } from '../beside-recovery.ts';
import type { ConnectOrder } from '../command-line.ts';
import type { Reporter } from '../reporter.ts';
import { exitStatusOf, type Runtime } from '../runtime.ts';
import { connectStreams, localTerminal } from '../terminal-session.ts';
import { fileTarget } from './file-target.ts';
import { hopLegs, targetLeg } from './legs.ts';
import { seeGateOut } from './stays-open.ts';
import type { Target } from './target.ts';

/** `portcullis connect`: opens, connects, runs, shuts. @returns the exit status */
export async function connect(order: ConnectOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const target =
    order.profile === undefined
      ? await (await import('./practice-target.ts')).practiceTarget(runtime)
      : await fileTarget({ ...order, path: order.profile }, runtime, reporter);
  try {
    return await besideRecovery(runtime, reporter, target.profile.host, () =>
      connectTo(target, order, runtime, reporter),
    );
  } finally {
    await target.stop();
  }
}

async function connectTo(target: Target, order: ConnectOrder, runtime: Runtime, reporter: Reporter): Promise<number> {
  const { interrupts } = runtime;
  const signals = { signal: interrupts.cancel, shutSignal: interrupts.leave };
  const hops = hopLegs(target, order, runtime, reporter);
  const session = await openSessionAlong(hops, targetLeg(target, order, runtime, reporter), signals);
  if ('failure' in session) {
    const { hold, ending } = session;
    if (ending !== undefined) await seeGateOut({ hold, ending }, order.profile, runtime, reporter);
    return interrupts.exitStatus() ?? 255;
  }
  const work = await runIn(session, order, runtime, reporter);
  interrupts.workIsOver();
  // Taken now: what comes while the gate is being shut does not change how the work ended.
  const status = work.failure === undefined ? (interrupts.exitStatus() ?? statusOf(work)) : 255;
  if (work.failure === undefined) reporter.happened({ event: 'ended', ...work.end, ...reasonOf(work) });
  else reporter.fail(work.failure);
  const { hold } = session;
  const ending = await seeGateOut({ hold, ending: await session.end() }, order.profile, runtime, reporter);
  return exitStatusOf(status, ending);
}

interface Work {
  readonly end: ChannelEnd;
  readonly isEndedHere: boolean;
  readonly failure?: Failure;
}

/** Runs the command or the shell until it ends, the person ends it, or a signal does. */
async function runIn(
  { ssh }: GatedSession,
  order: ConnectOrder,
  { interrupts }: Runtime,
  reporter: Reporter,
): Promise<Work> {
  try {
    const isShell = order.run === undefined;
    const opened = isShell ? ssh.shell(localTerminal()) : ssh.run(order.run ?? '');
    const channel = await cancellable(opened, interrupts.cancel);
    return await untilEnded(channel, isShell, interrupts.cancel, reporter);
  } catch (thrown) {
    const failure = asFailure(thrown);
    return { end: {}, ...(failure.code === 'cancelled' ? { isEndedHere: true } : { isEndedHere: false, failure }) };
  }
}

async function untilEnded(
  channel: SshChannel,
  isShell: boolean,
  signal: AbortSignal,
  reporter: Reporter,
): Promise<Work> {
  let endHere: () => void = () => undefined;
  const endedHere = new Promise<Work>((resolve) => {
    endHere = () => resolve({ end: {}, isEndedHere: true });
  });
  signal.addEventListener('abort', endHere, { once: true });
  if (signal.aborted) endHere();
  const disconnect = connectStreams(channel, { isShell, onEscape: endHere, onErrors: reporter.commandErrors });
  try {
    return await Promise.race([channel.ended.then((end) => ({ end, isEndedHere: false })), endedHere]);
  } finally {
    signal.removeEventListener('abort', endHere);
    disconnect();
  }
}

function reasonOf({ isEndedHere }: Work): { readonly reason?: string } {
  return isEndedHere ? { reason: 'ended here' } : {};
}

/** As a shell has it: the exit status, or 128 and the number of the signal that ended it; 255 when the server said neither. */
function statusOf({ end: { exitCode, signal }, isEndedHere }: Work): number {
  if (isEndedHere) return 0;
  if (exitCode !== undefined) return exitCode & 0xff;
  if (signal === undefined) return 255;
  const number = constants.signals[`SIG${signal}` as NodeJS.Signals];
  return number === undefined ? 255 : 128 + number;
}
