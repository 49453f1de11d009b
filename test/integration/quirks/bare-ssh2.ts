import type { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import ssh2, { type Client, type ConnectConfig } from 'ssh2';
import { onTestFinished } from 'vitest';

export interface BareClient {
  readonly client: Client;
  readonly socket: Socket;
  /** What it called out, in order: `error: …` with the words, else the event alone. */
  readonly events: readonly string[];
}

/** ssh2's own client at a port of loopback, as it is without what works around it; everybody's key is good. */
export async function bareClient(port: number, config: ConnectConfig = {}): Promise<BareClient> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  const client = new ssh2.Client();
  const events: string[] = [];
  const hears: EventEmitter = client;
  for (const event of ['greeting', 'handshake', 'banner', 'ready', 'close'])
    hears.on(event, () => void events.push(event));
  client.on('error', (error: Error) => void events.push(`error: ${error.message}`));
  client.connect({
    sock: socket,
    username: 'guest',
    password: 'secret',
    hostVerifier: () => true,
    readyTimeout: 0,
    ...config,
  });
  return { client, socket, events };
}

/** The same once it is logged in. */
export async function bareSession(port: number, config: ConnectConfig = {}): Promise<BareClient> {
  const bare = await bareClient(port, config);
  if (!bare.events.includes('ready'))
    await new Promise((resolve) => bare.client.once('ready', () => resolve(undefined)));
  return bare;
}
