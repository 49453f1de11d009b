import { connect, type Socket } from 'node:net';
import { Failure } from '../../../shared/failure.ts';
import { cancelled, throwIfCancelled } from '../../cancel.ts';
import type { Line } from './line.ts';

/** What a dial, or a row of dials, came to. Only `answered` says that the gate is open. */
export type DialOutcome<Connection extends Line = Line> =
  | {
      readonly kind: 'answered';
      readonly socket: Connection;
      readonly roundTripMs: number;
      /** What came back to an earlier dial of the row, while the gate was still shut. */
      readonly earlierAnswer: string | undefined;
    }
  /** `answer`: what came back last, an error code such as ECONNREFUSED, or undefined for silence. */
  | { readonly kind: 'not-answered'; readonly answer: string | undefined };

export interface DialPlan {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** New dials start during this time, in milliseconds; 0 makes a single one. */
  readonly forMs: number;
  /** How long after that the dials under way may still be answered. */
  readonly lingerMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onDialled?: (() => void) | undefined;
  /** Hears an error's code when it first comes back, and when it changes. */
  readonly onAnswer?: ((answer: string) => void) | undefined;
}

/** The kernel repeats a SYN after 1 s (measured): a dial is given up before, so that each is exactly one SYN. */
const longestSingleSynMs = 900;
const shortestGapMs = 10;
const longestGapMs = 250;

/**
 * Dials at short, growing intervals until somebody answers (rule 4 of the gate). The first answer wins and the others are
 * destroyed in the same turn, before their handshake is done, so that sshd logs none of them. The winner is handed over
 * with `noDelay` and nothing read from it.
 * @throws Failure `cancelled`, or `local-network` when this computer is out of sockets
 */
export function dial(plan: DialPlan): Promise<DialOutcome<Socket>> {
  throwIfCancelled(plan.signal);
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const underWay = new Set<Socket>();
    const timers = new Set<NodeJS.Timeout>();
    let lastAnswer: string | undefined;
    let isOver = false;
    let nextDial: NodeJS.Timeout | undefined;

    const finish = (settle: () => void, winner?: Socket) => {
      if (isOver) return;
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      clearTimeout(nextDial);
      clearTimeout(deadline);
      plan.signal?.removeEventListener('abort', onAbort);
      for (const socket of underWay) if (socket !== winner) socket.destroy();
      settle();
    };
    const onAbort = () => finish(() => reject(cancelled()));
    const notAnswered = () => finish(() => resolve({ kind: 'not-answered', answer: lastAnswer }));
    // In a process that was held up, timers run before what came in meanwhile is read: an answer would pass for silence.
    const deadline = setTimeout(() => setImmediate(notAnswered), plan.forMs + plan.lingerMs);
    plan.signal?.addEventListener('abort', onAbort, { once: true });

    const dialOnce = () => {
      const dialledAt = performance.now();
      const socket = connect({
        host: plan.address,
        port: plan.port,
        family: plan.family,
        autoSelectFamily: false,
        // Without it the first bytes of a shell wait some 250 ms for Nagle's algorithm and delayed acknowledgements.
        noDelay: true,
      });
      underWay.add(socket);
      const whenUnanswered = () => {
        if (underWay.has(socket)) socket.destroy();
      };
      const singleMs = plan.forMs === 0 ? plan.lingerMs : longestSingleSynMs;
      const giveUp = setTimeout(() => setImmediate(whenUnanswered), singleMs);
      timers.add(giveUp);
      const forget = () => {
        clearTimeout(giveUp);
        timers.delete(giveUp);
        underWay.delete(socket);
      };
      // The listener stays for good: a connection that breaks before somebody reads it must not end the process.
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (isOver) return;
        if (error.code === 'EMFILE' || error.code === 'ENFILE') finish(() => reject(outOfSockets(error)));
        else if (error.code !== undefined && error.code !== lastAnswer) {
          lastAnswer = error.code;
          plan.onAnswer?.(error.code);
        }
        const nothingElseComes = plan.forMs === 0;
        if (nothingElseComes) notAnswered();
      });
      socket.once('close', forget);
      socket.once('connect', () => {
        forget();
        const roundTripMs = performance.now() - dialledAt;
        finish(() => resolve({ kind: 'answered', socket, roundTripMs, earlierAnswer: lastAnswer }), socket);
      });
      plan.onDialled?.();
      // Whoever heard of the dial may have cancelled.
      if (isOver) return void socket.destroy();
      const elapsedMs = dialledAt - startedAt;
      const gapMs = Math.min(longestGapMs, Math.max(shortestGapMs, elapsedMs / 4));
      if (elapsedMs + gapMs <= plan.forMs) nextDial = setTimeout(dialOnce, gapMs);
    };
    dialOnce();
  });
}

function outOfSockets(cause: Error): Failure {
  return new Failure('local-network', 'No connection could be opened: too many files and sockets are open.', {
    remedy: 'Close other sessions, or raise the limit for open files.',
    cause,
  });
}
