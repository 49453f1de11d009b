import dgram from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Below what systems lend to outgoing connections: a row of dials to a shut port in that range may meet itself there
 * (TCP's simultaneous open), and pass for answered.
 */
const lowestPort = 20_000;
const ports = 12_000;

export interface Listener {
  readonly port: number;
  /** How many knocks or connections have come. */
  count(): number;
  /** Settles when that many have come. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A port of loopback that refuses: drawn, listened at for a moment, and let go. */
export async function shutPort(host = '127.0.0.1'): Promise<number> {
  while (true) {
    const port = lowestPort + Math.floor(Math.random() * ports);
    const server = createServer();
    try {
      await listening(server, port, host);
    } catch {
      continue;
    }
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Listens on loopback, at a port that refuses dials afterwards too; `onSocket` gets each connection. */
export async function listenTcp(
  onSocket: (socket: Socket) => void = () => undefined,
  { port, host = '127.0.0.1' }: { readonly port?: number; readonly host?: string } = {},
): Promise<Listener> {
  const counter = makeCounter();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    onSocket(socket);
    counter.add();
  });
  await listening(server, port ?? (await shutPort(host)), host);
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) server.close(() => resolve());
      else resolve();
    });
  onTestFinished(close);
  return { port: (server.address() as AddressInfo).port, count: counter.count, arrived: counter.arrived, close };
}

export interface UdpListener extends Listener {
  readonly datagrams: readonly Buffer[];
}

export async function listenUdp(host: '127.0.0.1' | '::1' = '127.0.0.1'): Promise<UdpListener> {
  const counter = makeCounter();
  const datagrams: Buffer[] = [];
  const socket = dgram.createSocket(host === '::1' ? 'udp6' : 'udp4', (datagram) => {
    datagrams.push(datagram);
    counter.add();
  });
  socket.bind(0, host);
  await once(socket, 'listening');
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  onTestFinished(close);
  return { port: socket.address().port, datagrams, count: counter.count, arrived: counter.arrived, close };
}

/** Whether this machine has ::1; a container may lack it. */
export async function hasIpv6(): Promise<boolean> {
  const server = createServer();
  try {
    await listening(server, 0, '::1');
  } catch {
    return false;
  }
  server.close();
  return true;
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  server.listen({ port, host, exclusive: true });
  await once(server, 'listening');
}

function makeCounter() {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    count: () => count,
    add: () => {
      count += 1;
      for (const look of [...waiting]) look();
    },
    arrived: (wanted: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (count < wanted) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
