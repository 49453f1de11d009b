import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type ClientChannel } from 'ssh2';
import { onTestFinished } from 'vitest';
import type { PracticeEvent } from '../../../electron/core/practice/practice-event.ts';
import {
  type PracticeGate,
  type PracticeGateOptions,
  startPracticeGate,
} from '../../../electron/core/practice/practice-gate.ts';
import type { Knock } from '../../../electron/shared/sequence.ts';

export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface WatchedGate {
  readonly gate: PracticeGate;
  readonly events: readonly PracticeEvent[];
  /** Settles with the next event of a kind that has not been waited for yet. */
  next(kind: PracticeEvent['event']): Promise<PracticeEvent>;
}

export async function startWatchedGate(options: Partial<PracticeGateOptions> = {}): Promise<WatchedGate> {
  const gate = await startPracticeGate({ folder: options.folder ?? (await freshFolder()), ...options });
  onTestFinished(() => gate.stop());
  const events: PracticeEvent[] = [];
  const seen = new Set<PracticeEvent>();
  const waiting = new Set<() => void>();
  gate.onDidChange((event) => {
    events.push(event);
    for (const look of [...waiting]) look();
  });
  return {
    gate,
    events,
    next: (kind) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find((event) => event.event === kind && !seen.has(event));
          if (found === undefined) return;
          seen.add(found);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** One packet, as a knocker sends it: a SYN, let go one turn later, or one NUL byte. */
export async function knock({ port, protocol }: Knock): Promise<void> {
  if (protocol === 'udp') {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.send(Buffer.of(0), port, '127.0.0.1', () => resolve()));
    socket.close();
    return;
  }
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
}

/** Knocks a sequence; each knock but the last waits until the daemon has told of its stage. */
export async function knockAll({ next }: WatchedGate, steps: readonly Knock[]): Promise<void> {
  for (const step of steps) {
    await knock(step);
    await next('stage-reached');
  }
}

export async function openGate(watched: WatchedGate): Promise<void> {
  await knockAll(watched, watched.gate.opening);
  await watched.next('gate-opened');
}

export async function shutGate(watched: WatchedGate): Promise<void> {
  await knockAll(watched, watched.gate.closing);
  await watched.next('gate-shut');
}

/** How a dial to the gate's SSH port ends. */
export async function dial(port: number): Promise<'answered' | 'refused'> {
  const socket: Socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return 'answered';
  } catch {
    return 'refused';
  } finally {
    socket.destroy();
  }
}

export interface LoginAttempt {
  readonly password?: string;
  readonly method?: 'password' | 'keyboard-interactive';
  readonly hostKeys?: Buffer[];
}

/** Logs in; rejects with ssh2's error where the server refuses. */
export async function logIn(gate: PracticeGate, attempt: LoginAttempt = {}): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  const password = attempt.password ?? gate.password;
  client.on('keyboard-interactive', (_name, _text, _language, _prompts, finish) => finish([password]));
  const done = once(client, 'ready');
  client.connect({
    host: gate.address,
    port: gate.port,
    username: gate.user,
    ...(attempt.method === 'keyboard-interactive' ? { tryKeyboard: true } : { password }),
    hostVerifier: (key: Buffer) => {
      attempt.hostKeys?.push(key);
      return key.equals(gate.hostKey.publicKey);
    },
  });
  onTestFinished(() => void client.end());
  await done;
  // The server's goodbye may come as an error; the tests look at what matters to them.
  client.on('error', () => undefined);
  return client;
}

export interface ExecResult {
  readonly output: string;
  readonly errors: string;
  readonly status: number | undefined;
}

export async function execute(client: ssh2.Client, command: string, input = ''): Promise<ExecResult> {
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.exec(command, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  let [output, errors] = ['', ''];
  channel.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  channel.stderr.on('data', (bytes: Buffer) => {
    errors += bytes.toString();
  });
  channel.end(input);
  const [status] = (await once(channel, 'close')) as [number | undefined];
  return { output, errors, status };
}

export interface Screen {
  readonly channel: ClientChannel;
  text(): string;
  /** Settles when the pattern is in what came since the last match, which it takes away. */
  until(pattern: RegExp): Promise<string>;
}

export async function openShell(client: ssh2.Client, columns = 80): Promise<Screen> {
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell({ term: 'xterm-256color', cols: columns, rows: 24 }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
  return watchScreen(channel);
}

/** Only a broken shell takes that long; what it showed instead is worth more than a test's own timeout. */
const screenTimeoutMs = 10_000;

export function watchScreen(channel: ClientChannel): Screen {
  let text = '';
  let look = () => {};
  const decoder = new TextDecoder();
  channel.on('data', (bytes: Buffer) => {
    text += decoder.decode(bytes, { stream: true });
    look();
  });
  return {
    channel,
    text: () => text,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const overdue = setTimeout(() => {
          reject(new Error(`${pattern} was not on the screen, but ${JSON.stringify(text.slice(-500))}`));
        }, screenTimeoutMs);
        look = () => {
          const match = pattern.exec(text);
          if (match === null) return;
          clearTimeout(overdue);
          const taken = text.slice(0, match.index + match[0].length);
          text = text.slice(taken.length);
          look = () => {};
          resolve(taken);
        };
        look();
      }),
  };
}
