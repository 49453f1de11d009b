import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from '../../shared/failure.ts';
import type { Knock, Protocol, Step } from '../../shared/sequence.ts';

export const practiceAddress = '127.0.0.1';

export interface KnockListeners {
  /** One step for each protocol asked for, in that order, each with a port of its own. */
  readonly steps: readonly Step[];
  close(): Promise<void>;
}

type HearKnock = (visitor: string, knock: Knock) => void;

interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Each connection is destroyed at once, so that only a flood ever gets there. */
const maximumConnections = 64;
const maximumDraws = 100;

/**
 * Listens on free ports of loopback. Each TCP connection and each datagram is one knock; what it carries is not read.
 * @throws Failure `practice-unusable` when the system gives no ports
 */
export async function listenForKnocks(protocols: readonly Protocol[], hear: HearKnock): Promise<KnockListeners> {
  const listeners: Listener[] = [];
  const close = async () => void (await Promise.all(listeners.map((listener) => listener.close())));
  try {
    for (const protocol of protocols) {
      const taken = new Set(listeners.map(({ port }) => port));
      listeners.push(await drawListener(protocol, hear, taken));
    }
  } catch (thrown) {
    await close();
    throw new Failure('practice-unusable', 'The practice gate got no ports on this machine.', {
      remedy: 'See whether a firewall or a limit on open sockets is in the way.',
      cause: thrown,
    });
  }
  return { steps: listeners.map(({ port }, index) => ({ port, protocol: protocols[index] ?? 'tcp' })), close };
}

/** A TCP and a UDP port may share a number; people would read such a sequence as a repeat. */
async function drawListener(protocol: Protocol, hear: HearKnock, taken: ReadonlySet<number>): Promise<Listener> {
  for (let draw = 0; draw < maximumDraws; draw += 1) {
    const listener = protocol === 'udp' ? await listenUdp(hear) : await listenTcp(hear);
    if (!taken.has(listener.port)) return listener;
    await listener.close();
  }
  throw new Error('no free port');
}

async function listenTcp(hear: HearKnock): Promise<Listener> {
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    // A visitor that has reset the connection has no address any more; on loopback there is hardly another.
    const visitor = socket.remoteAddress ?? practiceAddress;
    socket.on('error', ignoreError);
    socket.destroy();
    hear(visitor, { port, protocol: 'tcp' });
  });
  server.maxConnections = maximumConnections;
  server.listen(0, practiceAddress);
  await once(server, 'listening');
  server.on('error', ignoreError);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function listenUdp(hear: HearKnock): Promise<Listener> {
  const socket = createSocket('udp4', (_datagram, { address }) => hear(address, { port, protocol: 'udp' }));
  socket.bind(0, practiceAddress);
  await once(socket, 'listening');
  socket.on('error', ignoreError);
  const { port } = socket.address();
  return { port, close: () => new Promise((resolve) => socket.close(() => resolve())) };
}

/** A knock that arrives with an error has still arrived, and a listener outlives one that did not (EMFILE). */
function ignoreError(): void {}
