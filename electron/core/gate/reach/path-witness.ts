import type { Line } from './line.ts';

/**
 * Somebody at the other end who can be asked whether the path is alive. Silence of a shut gate and silence of a dead path
 * look alike; a connection that was made while the gate was open, and that the firewall lets live, tells them apart.
 */
export interface PathWitness {
  /** Asks over the connection; false when nothing came back within `withinMs` milliseconds. */
  isAlive(withinMs: number): Promise<boolean>;
}

/**
 * A witness over a bare connection to an SSH server: it answers the client's identification line with its key exchange
 * (RFC 4253, 4.2 and 7.1). Asked a second time it has nothing left to say.
 */
export function witnessOf(socket: Line): PathWitness {
  // The server's own first line must not pass for its answer.
  socket.on('data', () => undefined);
  return {
    isAlive: (withinMs) =>
      new Promise((resolve) => {
        const finish = (answer: boolean) => {
          clearTimeout(timer);
          for (const event of ['data', 'end', 'error'] as const) socket.off(event, onAnswer);
          resolve(answer);
        };
        // A refusal and an end are answers too: somebody sent them.
        const onAnswer = () => finish(true);
        const timer = setTimeout(() => finish(false), withinMs);
        if (socket.destroyed || socket.readableEnded) return finish(false);
        socket.once('data', onAnswer).once('end', onAnswer).once('error', onAnswer);
        socket.write('SSH-2.0-Portcullis_look\r\n');
      }),
  };
}
