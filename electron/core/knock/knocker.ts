import dgram from 'node:dgram';
import { connect } from 'node:net';
import { Failure } from '../../shared/failure.ts';
import type { Step } from '../../shared/sequence.ts';
import { pause, throwIfCancelled } from '../cancel.ts';
import { stepClock } from './step-clock.ts';

/** Where and how a sequence is sent. */
export interface KnockRun {
  /** An address literal, never a name: a name with two addresses would be knocked at both. */
  readonly address: string;
  readonly family: 4 | 6;
  readonly steps: readonly Step[];
  /** The pause from one knock to the next where the step names none. */
  readonly delayMs: number;
  readonly udpPayload: Uint8Array;
  readonly signal?: AbortSignal | undefined;
  /** Awaited before each knock; what it throws ends the sequence. */
  readonly beforeStep?: (() => Promise<void>) | undefined;
  /** Called when a knock is on its way, with its place in `steps` from 0. */
  readonly onSent?: ((step: Step, index: number) => void) | undefined;
}

/**
 * Sends a sequence: exactly one SYN or one datagram for each step, paced, in order (rule 1 of the gate).
 * What the host answers means nothing; only what this machine refuses to send counts.
 * @throws Failure `local-network` when a packet could not leave, `cancelled` between two knocks, `turn-lost` when this process
 * was stopped between two, and what `beforeStep` throws
 */
export async function sendSequence(run: KnockRun): Promise<void> {
  // The socket's family goes by the literal: a udp4 socket fails on a v6 address, and only in the callback.
  const udp = run.steps.some(({ protocol }) => protocol === 'udp') ? openUdp(run.family) : undefined;
  try {
    let askStep = stepClock(0);
    for (const [index, step] of run.steps.entries()) {
      await run.beforeStep?.();
      throwIfCancelled(run.signal);
      askStep();
      askStep = stepClock(step.pauseMs ?? run.delayMs);
      const sentAt = performance.now();
      if (udp !== undefined && step.protocol === 'udp') await udp.send(run, step);
      else await knockTcp(run, step);
      run.onSent?.(step, index);
      const restMs = (step.pauseMs ?? run.delayMs) - (performance.now() - sentAt);
      if (index < run.steps.length - 1 && restMs > 0) await pause(restMs, run.signal);
    }
  } finally {
    udp?.close();
  }
}

/** Errors that this machine's own kernel raises before a packet leaves. */
const localErrors = new Set([
  'EACCES',
  'EPERM',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EINVAL',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
]);

/**
 * Opens a connection and destroys it one turn of the event loop later. In the same tick Node would send nothing; held
 * for a second the kernel would repeat the SYN (measured; Linux after 1 s, Windows about 500 ms after a refusal).
 */
function knockTcp({ address, family }: KnockRun, { port }: Step): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, family, autoSelectFamily: false });
    let refusedHere: NodeJS.ErrnoException | undefined;
    let isThisTurn = true;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (isThisTurn && localErrors.has(error.code ?? '')) refusedHere = error;
    });
    // What this kernel refuses Node raises in the ticks of this turn. Later it is somebody's answer, which a near firewall
    // gives before the turn is over: ENETUNREACH for a net that is prohibited, EACCES over IPv6 (measured).
    process.nextTick(() =>
      queueMicrotask(() => {
        isThisTurn = false;
      }),
    );
    setImmediate(() => {
      socket.destroy();
      if (refusedHere === undefined) resolve();
      else reject(localFailure(refusedHere));
    });
  });
}

interface UdpKnocker {
  send(run: KnockRun, step: Step): Promise<void>;
  close(): void;
}

function openUdp(family: 4 | 6): UdpKnocker {
  // Never connected: a connected socket would raise the host's ICMP answers as errors.
  const socket = dgram.createSocket(family === 6 ? 'udp6' : 'udp4');
  return {
    // Each datagram is awaited: a socket binds asynchronously, and a later SYN would overtake it (measured).
    send: ({ address, udpPayload }, { port }) =>
      new Promise((resolve, reject) => {
        const onError = (error: NodeJS.ErrnoException) => reject(localFailure(error));
        socket.once('error', onError);
        socket.send(udpPayload, port, address, (error: NodeJS.ErrnoException | null) => {
          socket.off('error', onError);
          if (error !== null && localErrors.has(error.code ?? '')) reject(localFailure(error));
          else resolve();
        });
      }),
    close: () => socket.close(),
  };
}

function localFailure(error: NodeJS.ErrnoException): Failure {
  const told: Record<string, [what: string, remedy: string]> = {
    EACCES: ['this computer does not allow the packet', 'Look at the local firewall for outgoing traffic.'],
    EPERM: ['this computer does not allow the packet', 'Look at the local firewall for outgoing traffic.'],
    EMFILE: ['too many files and sockets are open', 'Close other sessions, or raise the limit for open files.'],
    ENFILE: ['too many files and sockets are open', 'Close other programs, or raise the limit for open files.'],
  };
  const [what, remedy] = told[error.code ?? ''] ?? [
    'this computer has no way to that address',
    'Check the network connection, and the choice of IPv4 or IPv6.',
  ];
  return new Failure('local-network', `A knock could not be sent: ${what} (${error.code}).`, { remedy, cause: error });
}
