import type { Socket } from 'node:net';
import ssh2, { type Connection } from 'ssh2';
import { asFailure } from '../../shared/failure.ts';
import type { PracticeEvent } from './practice-event.ts';
import type { PracticeHostKey } from './practice-host-key.ts';
import { guardLogin } from './practice-login.ts';
import { serveSession } from './session-requests.ts';
import type { ShellHouse } from './shell/command.ts';

export interface SshServerOptions {
  readonly hostKey: PracticeHostKey;
  readonly password: string;
  readonly house: ShellHouse;
  /** How long a visitor may take to log in, as sshd's LoginGraceTime. */
  readonly loginTimeoutMs: number;
  tell(event: PracticeEvent): void;
}

export interface PracticeSshServer {
  /** Serves a socket that came through the gate, or drops it where there are too many. */
  admit(socket: Socket): void;
  /** How many connections are logged in. */
  sessions(): number;
  /** Says goodbye on every connection and ends it. */
  stop(): Promise<void>;
}

const maximumConnections = 16;
const maximumChannels = 10;
/** How long a client may take to hear the goodbye. */
const goodbyeMs = 250;

/** An SSH server that serves the sockets it is handed and listens nowhere itself. */
export function createPracticeSshServer(options: SshServerOptions): PracticeSshServer {
  const sockets = new Map<Socket, Connection | undefined>();
  let loggedIn = 0;
  const server = new ssh2.Server({
    hostKeys: [options.hostKey.privateKey],
    ident: 'Portcullis practice gate',
    // Compressed data could grow without bounds, and there is no line to save here.
    algorithms: { compress: ['none'] },
  });

  server.on('error', ignoreError);
  server.on('connection', (connection, { port }) => {
    const socket = [...sockets.keys()].find(({ remotePort }) => remotePort === port);
    connection.on('error', ignoreError);
    if (socket === undefined) return void connection.end();
    sockets.set(socket, connection);
    welcome(connection, socket);
  });

  function welcome(connection: Connection, socket: Socket): void {
    const ended = new AbortController();
    let channels = 0;
    const overdue = setTimeout(() => socket.destroy(), options.loginTimeoutMs);
    guardLogin(connection, options.password, { onRefused: () => options.tell({ event: 'login-refused' }) });
    connection.on('ready', () => {
      clearTimeout(overdue);
      loggedIn += 1;
      options.tell({ event: 'login' });
      connection.once('close', () => {
        loggedIn -= 1;
        options.tell({ event: 'logout' });
      });
    });
    connection.on('session', (accept, reject) => {
      if (channels >= maximumChannels) return reject();
      channels += 1;
      const session = accept();
      session.on('close', () => {
        channels -= 1;
      });
      serveSession(session, options.house, socket, ended.signal, (thrown) => {
        options.tell({ event: 'session-failed', failure: asFailure(thrown) });
        socket.destroy();
      });
    });
    socket.once('close', () => {
      clearTimeout(overdue);
      ended.abort();
    });
  }

  return {
    admit(socket) {
      socket.on('error', ignoreError);
      if (sockets.size >= maximumConnections) return void socket.destroy();
      sockets.set(socket, undefined);
      // Until its first line has come, ssh2 tells nothing of a connection.
      const silent = setTimeout(() => sockets.get(socket) === undefined && socket.destroy(), options.loginTimeoutMs);
      socket.once('close', () => {
        clearTimeout(silent);
        sockets.delete(socket);
      });
      server.injectSocket(socket);
    },
    sessions: () => loggedIn,
    async stop() {
      await Promise.all([...sockets].map(([socket, connection]) => sayGoodbye(socket, connection)));
    },
  };
}

function sayGoodbye(socket: Socket, connection: Connection | undefined): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => socket.destroy(), goodbyeMs);
    socket.once('close', () => {
      clearTimeout(deadline);
      resolve();
    });
    if (connection === undefined) socket.destroy();
    else connection.end();
  });
}

/** What breaks a connection is the visitor's; its 'close' event follows and is what counts. */
function ignoreError(): void {}
