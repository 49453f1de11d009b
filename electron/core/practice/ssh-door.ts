import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Failure } from '../../shared/failure.ts';
import { practiceAddress } from './knock-listeners.ts';

export interface SshDoor {
  readonly port: number;
  isOpen(): boolean;
  /** Starts to listen; an open door stays open. @throws Failure `practice-unusable` when the port is taken */
  open(): Promise<void>;
  /** Stops listening. Connections that were let in live on, as with a firewall's ESTABLISHED rule. */
  shut(): Promise<void>;
}

/**
 * Below the ports that Linux (32768 up), macOS and Windows (49152 up) lend to outgoing connections: while the door is
 * shut no dial can be lent its port, and so none can meet itself there.
 */
const lowestPort = 20_000;
const highestPort = 32_767;
const maximumDraws = 100;

/**
 * Draws a port for the SSH server, which stays shut until `open`.
 * @param admit gets each socket that comes through the open door
 * @throws Failure `practice-unusable` when no port is free
 */
export async function drawDoor(admit: (socket: Socket) => void): Promise<SshDoor> {
  for (let draw = 0; draw < maximumDraws; draw += 1) {
    const port = randomInt(lowestPort, highestPort + 1);
    const server = await listen(port, () => undefined).catch(() => undefined);
    if (server === undefined) continue;
    await new Promise((resolve) => server.close(resolve));
    return makeDoor(port, admit);
  }
  throw new Failure('practice-unusable', 'The practice gate found no free port for its SSH server.', {
    remedy: 'See whether a firewall or a limit on open sockets is in the way.',
  });
}

function makeDoor(port: number, admit: (socket: Socket) => void): SshDoor {
  let server: Server | undefined;
  // An opening and a closing that are knocked at once take effect in their order.
  let queue: Promise<void> = Promise.resolve();

  function enqueue(act: () => Promise<void> | void): Promise<void> {
    const done = queue.then(act);
    queue = done.catch(() => undefined);
    return done;
  }

  return {
    port,
    isOpen: () => server !== undefined,
    open: () =>
      enqueue(async () => {
        server ??= await listen(port, admit).catch((thrown: unknown) => {
          throw new Failure('practice-unusable', `The practice gate cannot open: port ${port} is taken.`, {
            remedy: 'Start the practice gate again, it will draw another port.',
            cause: thrown,
          });
        });
      }),
    shut: () =>
      enqueue(() => {
        // Its 'close' comes only when the last connection has gone; the port refuses from here on.
        server?.close();
        server = undefined;
      }),
  };
}

async function listen(port: number, admit: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, admit);
  server.listen({ port, host: practiceAddress, exclusive: true });
  await once(server, 'listening');
  // An error of a listening socket concerns one connection that could not be taken (EMFILE); the door stays.
  server.on('error', () => undefined);
  return server;
}
