import { generateKeyPairSync } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import ssh2, { type AuthContext, type Connection, type Session } from 'ssh2';
import { onTestFinished } from 'vitest';
import { type HostKeyStore, openHostKeyStore } from '../../../electron/core/ssh/host-key-store.ts';
import { openSshSession, type SessionPlan, type SshSession } from '../../../electron/core/ssh/ssh-session.ts';
import type { HostKeyQuestion, SecretQuestion } from '../../../electron/shared/question.ts';
import { type Listener, listenTcp } from '../../support/loopback.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A pair in OpenSSH's or PEM's form, whichever ssh2 reads; `blob` is the public key as it goes over the line. */
export function makeKey(): { readonly privateKey: string; readonly blob: Buffer } {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  return { privateKey, blob: parsed.getPublicSSH() };
}

export interface TestServer extends Listener {
  readonly hostKey: Buffer;
  readonly connections: readonly Connection[];
  /** The bare sockets of all connections, to cut them. */
  readonly sockets: readonly Socket[];
}

export interface ServerOptions {
  readonly banner?: string;
  readonly hostKey?: ReturnType<typeof makeKey>;
  /** Without it everybody is let in. */
  readonly onLogin?: (context: AuthContext) => void;
  readonly onSession?: (session: Session) => void;
  readonly onConnection?: (connection: Connection) => void;
}

/** A server of ssh2's own on loopback. */
export async function startSshServer(options: ServerOptions = {}): Promise<TestServer> {
  const hostKey = options.hostKey ?? makeKey();
  const connections: Connection[] = [];
  const sockets: Socket[] = [];
  const server = new ssh2.Server({
    hostKeys: [hostKey.privateKey],
    ...(options.banner === undefined ? {} : { banner: options.banner }),
  });
  server.on('connection', (connection) => {
    connections.push(connection);
    connection.on('error', () => undefined);
    options.onConnection?.(connection);
    connection.on('authentication', (context) => {
      if (options.onLogin === undefined) context.accept();
      else options.onLogin(context);
    });
    connection.on('session', (accept) => {
      const session = accept();
      options.onSession?.(session);
    });
  });
  const listener = await listenTcp((socket) => {
    sockets.push(socket.setNoDelay());
    server.injectSocket(socket);
  });
  return { ...listener, hostKey: hostKey.blob, connections, sockets };
}

export interface Visit {
  readonly session: Promise<SshSession>;
  readonly socket: Socket;
  readonly store: HostKeyStore;
  readonly secrets: readonly SecretQuestion[];
  readonly keys: readonly HostKeyQuestion[];
  readonly banners: readonly string[];
  readonly warnings: readonly string[];
}

export interface VisitOptions extends Partial<Pick<SessionPlan, 'ways' | 'signal' | 'host' | 'agentSocket'>> {
  /** The person's answers, one after the other; undefined gives up. */
  readonly answers?: readonly (string | undefined)[];
  readonly onQuestion?: () => void;
  /** Done before the question about a host key is answered. */
  readonly onKeyQuestion?: () => Promise<void>;
  readonly acceptsKey?: boolean;
  readonly store?: HostKeyStore;
}

/** Connects and logs in, as behind a gate that has just opened. */
export async function visit(port: number, options: VisitOptions = {}): Promise<Visit> {
  const { answers = [], ways = [{ kind: 'password' }], host = 'gate.example', acceptsKey = true } = options;
  const store = options.store ?? openHostKeyStore({ dataFolder: join(temporaryFolder(), 'data'), userFiles: [] });
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  const secrets: SecretQuestion[] = [];
  const keys: HostKeyQuestion[] = [];
  const banners: string[] = [];
  const warnings: string[] = [];
  const session = openSshSession({
    socket,
    host,
    port,
    address: '127.0.0.1',
    user: 'guest',
    ways,
    agentSocket: options.agentSocket,
    hostKeys: store,
    signal: options.signal,
    onBanner: (text) => banners.push(text),
    onWarning: (text) => warnings.push(text),
    questions: {
      secret: (question) => {
        const answer = answers[secrets.length];
        secrets.push(question);
        options.onQuestion?.();
        return Promise.resolve(answer);
      },
      acceptHostKey: async (question) => {
        keys.push(question);
        await options.onKeyQuestion?.();
        return acceptsKey;
      },
    },
  });
  session.then(
    () => undefined,
    () => undefined,
  );
  return { session, socket, store, secrets, keys, banners, warnings };
}
