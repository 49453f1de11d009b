import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import type { Knock } from '../../../electron/shared/sequence.ts';

const host = '127.0.0.1';

/** Sends knocks to loopback, each when the one before it has arrived, so that any reordering would be the daemon's. */
export async function sendKnocks(knocks: readonly Knock[]): Promise<void> {
  for (const { port, protocol } of knocks) await (protocol === 'tcp' ? sendTcp(port) : sendUdp(port));
}

/** One SYN; the refusal that comes back at once proves that it arrived, and nothing is repeated. */
function sendTcp(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    socket.once('connect', () => reject(new Error(`port ${port} listens, so a knock is more than one packet`)));
    socket.once('error', () => resolve());
  });
}

function sendUdp(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.send(Uint8Array.of(0), port, host, (error) => {
      socket.close();
      if (error === null) resolve();
      else reject(error);
    });
  });
}
