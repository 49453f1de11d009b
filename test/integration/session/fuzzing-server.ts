import type { Socket } from 'node:net';
import type { Connection, ServerChannel } from 'ssh2';
import { type Listener, listenTcp } from '../../support/loopback.ts';
import type { Random } from '../../support/random.ts';
import { type ServerOptions, startSshServer } from './ssh-server.ts';

/** Where in a connection the server goes wrong; before that it behaves. */
export const stages = ['greeting', 'exchange', 'login', 'opening', 'session'] as const;
export type Stage = (typeof stages)[number];

/** The messages of each stage, as a server sends them (RFC 4250, 4.1.2); what comes at any time belongs to the last two. */
const messagesOf: Readonly<Record<Exclude<Stage, 'greeting'>, readonly number[]>> = {
  exchange: [20, 21, 31, 33],
  login: [1, 2, 3, 4, 6, 7, 51, 52, 53, 60],
  opening: [90, 91, 92, 99, 100, 80, 81, 82],
  session: [80, 81, 82, 90, 93, 94, 95, 96, 97, 98, 99, 100, 1, 2, 3, 4, 20, 21, 31],
};

/** Whoever has said all hangs up soon, but for some: of those the visitor's own limits must rid it. */
const patientOneIn = 50;
const quietMs = 400;

export interface FuzzingOptions {
  readonly random: Random;
  /** Some are silent for good: it takes a visitor half a minute and more to get rid of each. */
  readonly hasPatience: boolean;
}

/** A server that goes wrong in a stage, each connection in another way. */
export function startFuzzingServer(stage: Stage, options: FuzzingOptions): Promise<Listener> {
  const { random } = options;
  if (stage === 'greeting') {
    return listenTcp((socket) => {
      greetWrongly(socket, random);
      hangUpInTime(socket, options);
    });
  }
  return startSshServer({
    ...behaviour(random),
    onConnection(connection) {
      fuzz(connection, stage, random);
      connection.once('session', () => {
        if (random.below(4) < 1) setImmediate(() => connection.rekey());
      });
      hangUpInTime((connection as unknown as { readonly _sock: Socket })._sock, options);
    },
  });
}

function hangUpInTime(socket: Socket, { random, hasPatience }: FuzzingOptions): void {
  if (hasPatience && random.below(patientOneIn) < 1) return;
  let timer: NodeJS.Timeout | undefined;
  const quiet = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (random.below(2) < 1 ? socket.end() : socket.destroy()), quietMs);
  };
  quiet();
  socket.on('data', quiet).once('close', () => clearTimeout(timer));
}

const lines = [
  'SSH-2.0-OpenSSH_9.2\r\n',
  'SSH-2.0-\r\n',
  'SSH-1.5-old\r\n',
  'SSH-2.0-no-return\n',
  'SSH-',
  'Exceeded MaxStartups\r\n',
  'HTTP/1.1 400 Bad Request\r\n\r\n',
  '\r\n',
  'welcome\r\n',
  '\u0000\u0000\u0000\u0010',
  '\u0000\u0000\u0001\u0000\u0010\u0014',
  '\u00ff\u00ff\u00ff\u00ff',
  'x'.repeat(9000),
  '\r'.repeat(300),
];

function greetWrongly(socket: Socket, random: Random): void {
  const pieces = Array.from({ length: 1 + Math.floor(random.below(6)) }, () => Buffer.from(random.of(lines), 'latin1'));
  for (const piece of pieces) socket.write(random.below(3) < 1 ? changed(piece, random) : piece);
  socket.resume();
}

/** What a server does that behaves, each a little different. */
function behaviour(random: Random): ServerOptions {
  return {
    onLogin(context) {
      if (context.method === 'none' && random.below(4) > 1) return context.reject(['password', 'keyboard-interactive']);
      if (context.method !== 'keyboard-interactive') return context.accept();
      context.prompt([{ prompt: 'Password: ', echo: false }], () =>
        random.below(3) < 1 ? context.reject(['password', 'keyboard-interactive']) : context.accept(),
      );
    },
    onSession: (session) =>
      session
        .on('pty', (accept, reject) => (random.below(4) < 1 ? reject() : accept()))
        .on('window-change', (accept) => accept?.())
        .on('exec', (accept) => talk(accept(), random)),
  };
}

function talk(channel: ServerChannel, random: Random): void {
  channel.on('error', () => undefined).resume();
  channel.write(Buffer.alloc(random.below(200_000)));
  channel.stderr.write('problem\n');
  if (random.below(2) < 1) {
    channel.exit(7);
    channel.end();
  }
}

interface InnerCipher {
  allocPacket(length: number): Buffer;
  encrypt(packet: Buffer): void;
}

/** What a server sends when a stage is over. */
const welcome = 52;
const consent = 99;

/** Changes what a server of ssh2's is about to encrypt in a stage, at every cipher that it has. */
function fuzz(connection: Connection, stage: Exclude<Stage, 'greeting'>, random: Random): void {
  const messages = messagesOf[stage];
  let now: Stage = 'exchange';
  const protocol = (connection as unknown as { _protocol: { _cipher: InnerCipher } })._protocol;
  let cipher = protocol._cipher;
  const wrap = (inner: InnerCipher): InnerCipher => {
    const encrypt = inner.encrypt.bind(inner);
    inner.encrypt = (packet) => {
      const payload = packet.subarray(5, 4 + packet.readUInt32BE(0) - (packet[4] ?? 0));
      const [message = 0] = payload;
      const isItsTurn = now === stage && messages.includes(message);
      if (message === welcome) now = 'opening';
      if (message === consent && now === 'opening' && random.below(2) < 1) now = 'session';
      if (!isItsTurn || random.below(2) < 1) return encrypt(packet);
      for (const other of variants(Buffer.from(payload), messages, random)) {
        const made = inner.allocPacket(other.length);
        made.set(other, 5);
        encrypt(made);
      }
    };
    return inner;
  };
  Object.defineProperty(protocol, '_cipher', {
    get: () => cipher,
    set: (next: InnerCipher) => {
      cipher = wrap(next);
      if (now === 'exchange') now = 'login';
    },
  });
  wrap(cipher);
}

/** What is sent in a packet's place: something else, more, or nothing. */
function variants(payload: Buffer, messages: readonly number[], random: Random): readonly Buffer[] {
  const invented = () => {
    const bytes = Buffer.from(Array.from({ length: random.below(60) }, () => random.below(256)));
    return Buffer.concat([Buffer.from([random.of(messages)]), random.below(2) < 1 ? payload.subarray(1) : bytes]);
  };
  switch (Math.floor(random.below(8))) {
    case 0:
      return [];
    case 1:
      return Array.from({ length: 2 + random.below(30) }, () => payload);
    case 2:
      return [invented(), payload];
    case 3:
      return [payload, invented(), invented()];
    default:
      return [changed(payload, random)];
  }
}

const telling = [0, 1, 0x7f_ff_ff_ff, 0x80_00_00_00, 0xff_ff_ff_ff, 32_768] as const;

function changed(payload: Buffer, random: Random): Buffer {
  const bytes = Buffer.from(payload);
  switch (Math.floor(random.below(4))) {
    case 0:
      return bytes.subarray(0, Math.max(1, random.below(bytes.length)));
    case 1:
      return Buffer.concat([bytes, Buffer.alloc(random.below(40_000), Math.floor(random.below(256)))]);
    case 2:
      if (bytes.length > 5) bytes.writeUInt32BE(random.of(telling), 1 + Math.floor(random.below(bytes.length - 5)));
      return bytes;
    default:
      for (let flips = 1 + random.below(4); flips > 0; flips -= 1) {
        bytes[Math.floor(random.below(bytes.length))] = Math.floor(random.below(256));
      }
      return bytes;
  }
}
