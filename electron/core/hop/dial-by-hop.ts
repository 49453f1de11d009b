import { asFailure } from '../../shared/failure.ts';
import { cancelled, throwIfCancelled } from '../cancel.ts';
import type { DialOutcome, DialPlan } from '../gate/reach/dialler.ts';
import type { SshSession } from '../ssh/ssh-session.ts';

/**
 * A pending forward cannot be taken back, and when it comes through late sshd behind the gate logs it: the first dial of a
 * row waits until the usual knock daemon has opened (10 to 59 ms measured), and fewer follow than from here.
 */
const firstDialMs = 60;
const growth = 1.6;

/**
 * `dial` by way of a jump host: forwarded connections in place of sockets. A way there takes longer than a way from here
 * to there, by `roundTripMs`.
 * @throws Failure `cancelled`, `connection-lost`, `hop-unusable`
 */
export function dialByHop(ssh: SshSession, roundTripMs: number, plan: DialPlan): Promise<DialOutcome> {
  throwIfCancelled(plan.signal);
  return new Promise((resolve, reject) => {
    const beganAt = performance.now();
    let lastAnswer: string | undefined;
    let isOver = false;
    let next: NodeJS.Timeout | undefined;

    const finish = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(next);
      clearTimeout(deadline);
      plan.signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = () => finish(() => reject(cancelled()));
    const notAnswered = () => finish(() => resolve({ kind: 'not-answered', answer: lastAnswer }));
    // As in `dial`: in a process that was held up, timers run before what came in meanwhile is read.
    const deadline = setTimeout(() => setImmediate(notAnswered), plan.forMs + plan.lingerMs + roundTripMs);
    plan.signal?.addEventListener('abort', onAbort, { once: true });

    const dialOnce = async () => {
      const dialledAt = performance.now();
      try {
        const forwarding = await ssh.forward(plan.address, plan.port);
        if (forwarding.kind === 'not-answered') {
          lastAnswer = forwarding.answer ?? lastAnswer;
          if (plan.forMs === 0) notAnswered();
          return;
        }
        const { line } = forwarding;
        line.on('error', () => undefined);
        if (isOver) return void line.destroy();
        const took = performance.now() - dialledAt;
        finish(() => resolve({ kind: 'answered', socket: line, roundTripMs: took, earlierAnswer: lastAnswer }));
      } catch (thrown) {
        finish(() => reject(asFailure(thrown)));
      }
    };
    const dialAgain = (gapMs: number) => {
      next = setTimeout(() => {
        plan.onDialled?.();
        if (isOver) return;
        void dialOnce();
        const elapsedMs = performance.now() - beganAt;
        if (elapsedMs + gapMs * growth <= plan.forMs) dialAgain(gapMs * growth);
      }, gapMs);
    };
    dialAgain(Math.min(firstDialMs, plan.forMs));
  });
}
