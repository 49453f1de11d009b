import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a second start tells the first one. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly data: unknown;
}

/** Long enough for a busy machine to take a message. */
const tellingMs = 5000;

/**
 * The lock by which an app runs once for each `userData` folder: an address that only one process can listen at. On
 * Linux and Windows it goes with its owner, however that one ends; elsewhere it is a file, and one that nobody answers
 * at is taken over.
 */
export class SingleInstanceLock {
  #server: Server | undefined;

  get isHeld(): boolean {
    return this.#server !== undefined;
  }

  /**
   * Takes the lock, at once.
   * @param userData the folder that the lock is for
   * @param onDidStartSecond called in the owner when another start was turned away
   */
  take(userData: string, onDidStartSecond: (second: SecondInstance) => void): boolean {
    if (this.#server !== undefined) return true;
    const address = addressOf(userData);
    const server = listenAt(address, onDidStartSecond) ?? this.#takeOver(address, onDidStartSecond);
    server?.unref();
    this.#server = server;
    return server !== undefined;
  }

  /** Tells the owner of the lock that this process was started. */
  async tellOwner(userData: string, second: SecondInstance): Promise<void> {
    await new Promise<void>((resolve) => {
      const socket = connect(addressOf(userData), () => socket.end(JSON.stringify(second)));
      socket.setTimeout(tellingMs, () => socket.destroy());
      // The owner closes its end when it has read everything.
      socket.on('error', () => undefined).on('close', () => resolve());
      socket.resume();
    });
  }

  release(): void {
    this.#server?.close();
    this.#server = undefined;
  }

  #takeOver(address: string, onDidStartSecond: (second: SecondInstance) => void): Server | undefined {
    if (address.startsWith('\0') || process.platform === 'win32' || isAnswered(address)) return undefined;
    rmSync(address, { force: true });
    return listenAt(address, onDidStartSecond);
  }
}

function addressOf(userData: string): string {
  const name = `electron-standin-${createHash('sha256').update(userData).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), name);
}

/** @returns undefined where somebody else listens: for such addresses Node knows at once */
function listenAt(address: string, onDidStartSecond: (second: SecondInstance) => void): Server | undefined {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const pieces: Buffer[] = [];
    socket.on('error', () => undefined).on('data', (piece: Buffer) => pieces.push(piece));
    socket.on('end', () => {
      socket.end();
      const text = Buffer.concat(pieces).toString('utf8');
      if (text !== '') onDidStartSecond(JSON.parse(text) as SecondInstance);
    });
  });
  server.on('error', () => undefined);
  server.listen(address);
  return server.listening ? server : undefined;
}

function isAnswered(address: string): boolean {
  const program = `require('node:net').connect(process.argv[1], () => process.exit(0)).on('error', () => process.exit(1))`;
  return spawnSync(process.execPath, ['-e', program, address]).status === 0;
}
