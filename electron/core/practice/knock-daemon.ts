import type { Protocol, Step } from '../../shared/sequence.ts';
import { listenForKnocks } from './knock-listeners.ts';
import { createKnockMemory, type KnockMemory, type KnockOutcome } from './knock-memory.ts';
import type { PracticeDoor, PracticeEvent } from './practice-event.ts';

const openingProtocols: readonly Protocol[] = ['tcp', 'udp', 'tcp'];
const closingProtocols: readonly Protocol[] = ['tcp', 'tcp', 'udp'];
const doorNames: readonly PracticeDoor[] = ['opening', 'closing'];

export interface KnockDaemonPorts {
  /** Hears of stages, mistakes and timeouts. */
  tell(event: PracticeEvent): void;
  /** A sequence is complete: knockd would run its command. */
  onCompleted(door: PracticeDoor): void;
}

export interface KnockDaemon {
  readonly opening: readonly Step[];
  readonly closing: readonly Step[];
  stop(): Promise<void>;
}

/**
 * Starts a knock daemon on six free ports of loopback, three for an opening and three others for a closing.
 * @param seqTimeoutMs after how long a sequence that was begun is forgotten
 * @throws Failure `practice-unusable` when the system gives no ports
 */
export async function startKnockDaemon(seqTimeoutMs: number, ports: KnockDaemonPorts): Promise<KnockDaemon> {
  let memory: KnockMemory | undefined;
  // A stranger may knock before all ports are drawn.
  const listeners = await listenForKnocks([...openingProtocols, ...closingProtocols], (visitor, knock) =>
    memory?.receive(visitor, knock),
  );
  const opening = listeners.steps.slice(0, openingProtocols.length);
  const closing = listeners.steps.slice(openingProtocols.length);
  memory = createKnockMemory([{ sequence: opening }, { sequence: closing }], seqTimeoutMs, (outcome) => {
    report(outcome, ports);
  });
  return {
    opening,
    closing,
    async stop() {
      memory?.forgetAll();
      memory = undefined;
      await listeners.close();
    },
  };
}

function report(outcome: KnockOutcome, { tell, onCompleted }: KnockDaemonPorts): void {
  const door = doorNames[outcome.door] ?? 'opening';
  if (outcome.kind === 'completed') onCompleted(door);
  else if (outcome.kind === 'wrong') tell({ event: 'sequence-wrong', door });
  else if (outcome.kind === 'timed-out') tell({ event: 'sequence-timed-out', door });
  else tell({ event: 'stage-reached', door, step: outcome.step, of: outcome.of });
}
