import { connect, type Socket } from 'node:net';
import { Failure } from '../../../shared/failure.ts';
import { cancelled, throwIfCancelled } from '../../cancel.ts';
import type { Line } from './line.ts';

/** What a dial came to. Only `answered` says that the gate is open. */
export type DialOutcome<Connection extends Line = Line> =
  | { readonly kind: 'answered'; readonly socket: Connection; readonly roundTripMs: number }
  /** `answer`: what came back, an error code such as ECONNREFUSED, or undefined for silence. */
  | { readonly kind: 'not-answered'; readonly answer: string | undefined };

export interface DialPlan {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** How long an answer is waited for. Above `longestSingleSynMs` the system repeats the dial. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** The dial leaves now, or has left. */
  readonly onDialled?: (() => void) | undefined;
}

/** The kernel repeats a SYN after 1 s (measured): a dial that is given up before is exactly one new connection. */
export const longestSingleSynMs = 900;

/**
 * Dials once (rule 4 of the gate). An answered dial is handed over with `noDelay` and nothing read from it.
 * @throws Failure `cancelled`, or `local-network` when this computer is out of sockets
 */
export function dial(plan: DialPlan): Promise<DialOutcome<Socket>> {
  throwIfCancelled(plan.signal);
  return new Promise((resolve, reject) => {
    const dialledAt = performance.now();
    let isOver = false;
    const socket = connect({
      host: plan.address,
      port: plan.port,
      family: plan.family,
      autoSelectFamily: false,
      // Without it the first bytes of a shell wait some 250 ms for Nagle's algorithm and delayed acknowledgements.
      noDelay: true,
    });
    const finish = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(deadline);
      plan.signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const notAnswered = (answer?: string) =>
      finish(() => {
        socket.destroy();
        resolve({ kind: 'not-answered', answer });
      });
    const onAbort = () =>
      finish(() => {
        socket.destroy();
        reject(cancelled());
      });
    // In a process that was held up, timers run before what came in meanwhile is read: an answer would pass for silence.
    const deadline = setTimeout(() => setImmediate(() => notAnswered()), plan.waitMs);
    plan.signal?.addEventListener('abort', onAbort, { once: true });
    // The listener stays for good: a connection that breaks before somebody reads it must not end the process.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EMFILE' || error.code === 'ENFILE') finish(() => reject(outOfSockets(error)));
      else notAnswered(error.code);
    });
    socket.once('connect', () => {
      finish(() => resolve({ kind: 'answered', socket, roundTripMs: performance.now() - dialledAt }));
    });
    plan.onDialled?.();
  });
}

function outOfSockets(cause: Error): Failure {
  return new Failure('local-network', 'No connection could be opened: too many files and sockets are open.', {
    remedy: 'Close other sessions, or raise the limit for open files.',
    cause,
  });
}
