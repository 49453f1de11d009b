import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Step } from '../../../electron/shared/sequence.ts';

/** Another host than a gate's, that notes who knocks there as at the gate. */
export interface Elsewhere {
  readonly address: string;
  /** How many knocks have come. */
  knocked(): number;
  stop(): void;
}

export async function startElsewhere(steps: readonly Step[]): Promise<Elsewhere> {
  const address = '127.0.0.77';
  let knocks = 0;
  const note = () => {
    knocks += 1;
  };
  const listeners = await Promise.all(
    steps.map(async ({ port, protocol }) => {
      if (protocol === 'udp') {
        const socket = createSocket('udp4', note).bind(port, address);
        await once(socket, 'listening');
        return socket;
      }
      const server = createServer((socket) => {
        note();
        socket.destroy();
      }).listen(port, address);
      await once(server, 'listening');
      return server;
    }),
  );
  return {
    address,
    knocked: () => knocks,
    stop() {
      for (const listener of listeners) listener.close();
    },
  };
}
