import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { PracticeGate } from '../../../electron/core/practice/practice-gate.ts';
import { shutPort } from '../../support/loopback.ts';

/** A way to a gate's SSH server that can break without a word. It refuses while the gate is shut, as the gate does. */
export interface BreakableWay {
  readonly port: number;
  /** From now on nothing passes on the connections that there are, and nobody is told. New ones are not concerned. */
  breakSilently(): void;
}

export async function openBreakableWay(gate: PracticeGate): Promise<BreakableWay> {
  const port = await shutPort();
  const sockets = new Set<Socket>();
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
  gate.onDidChange(({ event }) => {
    if (event === 'gate-opened' && !server.listening) server.listen(port, gate.address);
    if (event === 'gate-shut') server.close();
  });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  });
  return {
    port,
    breakSilently() {
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}
