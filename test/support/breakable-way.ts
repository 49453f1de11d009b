import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { PracticeGate } from '../../electron/core/practice/practice-gate.ts';
import { shutPort } from './loopback.ts';

/** A way to a gate's SSH server that can break without a word. It refuses while the gate is shut, as the gate does. */
export interface BreakableWay {
  readonly port: number;
  /** From now on nothing passes on the connections that there are, and nobody is told. New ones are not concerned. */
  breakSilently(): void;
  /** Breaks what there is, and refuses new connections too, though the gate may open. */
  wall(): void;
  /** Lets new connections through again. */
  unwall(): void;
}

export async function openBreakableWay(gate: PracticeGate): Promise<BreakableWay> {
  const port = await shutPort();
  const sockets = new Set<Socket>();
  let isWalled = false;
  const server = createServer((visitor) => {
    const inner = connect(gate.port, gate.address);
    for (const [from, to] of [
      [visitor, inner],
      [inner, visitor],
    ] as const) {
      sockets.add(from);
      from
        .on('error', () => undefined)
        .once('close', () => {
          sockets.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  });
  const follow = () => {
    const isOpen = gate.isOpen() && !isWalled;
    if (isOpen && !server.listening) server.listen(port, gate.address);
    if (!isOpen && server.listening) server.close();
  };
  const stopFollowing = gate.onDidChange(follow);
  onTestFinished(() => {
    stopFollowing();
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const breakSilently = () => {
    for (const socket of sockets) socket.unpipe().pause();
  };
  return {
    port,
    breakSilently,
    wall() {
      isWalled = true;
      breakSilently();
      follow();
    },
    unwall() {
      isWalled = false;
      follow();
    },
  };
}
