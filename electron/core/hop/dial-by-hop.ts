import { asFailure } from '../../shared/failure.ts';
import { cancelled, throwIfCancelled } from '../cancel.ts';
import type { DialOutcome, DialPlan } from '../gate/reach/dialler.ts';
import type { SshSession } from '../ssh/ssh-session.ts';

/**
 * `dial` by way of a jump host: a forwarded connection in place of a socket. The way there takes `roundTripMs` longer than the
 * way from there. A pending forward cannot be taken back: when it comes through late sshd behind the gate logs it.
 * @throws Failure `cancelled`, `connection-lost`, `hop-unusable`
 */
export function dialByHop(ssh: SshSession, roundTripMs: number, plan: DialPlan): Promise<DialOutcome> {
  throwIfCancelled(plan.signal);
  return new Promise((resolve, reject) => {
    const dialledAt = performance.now();
    let isOver = false;
    const finish = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(deadline);
      plan.signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = () => finish(() => reject(cancelled()));
    const notAnswered = (answer?: string) => finish(() => resolve({ kind: 'not-answered', answer }));
    // As in `dial`: in a process that was held up, timers run before what came in meanwhile is read.
    const deadline = setTimeout(() => setImmediate(() => notAnswered()), plan.waitMs + roundTripMs);
    plan.signal?.addEventListener('abort', onAbort, { once: true });
    ssh.forward(plan.address, plan.port).then(
      (forwarding) => {
        if (forwarding.kind === 'not-answered') return notAnswered(forwarding.answer);
        const { line } = forwarding;
        line.on('error', () => undefined);
        if (isOver) return void line.destroy();
        finish(() => resolve({ kind: 'answered', socket: line, roundTripMs: performance.now() - dialledAt }));
      },
      (thrown) => finish(() => reject(asFailure(thrown))),
    );
    plan.onDialled?.();
  });
}
