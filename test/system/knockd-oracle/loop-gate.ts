import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import { comeFirst } from '../bed/commands.ts';
import type { DoorPair } from './door-pairs.ts';

/** A gate on loopback: a real knockd, and a port that accepts while its opening door was the last that opened. */
export interface LoopGate {
  /** How often the opening door has opened. */
  openings(): number;
  stop(): Promise<void>;
}

export interface LoopGateOptions {
  /** The opening and the closing, with the ports that are knocked. */
  readonly doors: DoorPair;
  readonly port: number;
  readonly seqTimeoutS: number;
  /** Takes knockd's configuration. */
  readonly folder: string;
}

const openLine = /: (open|close): OPEN SESAME$/;

/** Starts it; returns when knockd listens. */
export async function startLoopGate({ doors, port, seqTimeoutS, folder }: LoopGateOptions): Promise<LoopGate> {
  const path = join(folder, 'knockd.conf');
  const sections = doors.map(
    ({ sequence }, index) =>
      `[${index === 0 ? 'open' : 'close'}]\nsequence = ${formatSequence(sequence)}\nseq_timeout = ${seqTimeoutS}\ntcpflags = syn\n`,
  );
  writeFileSync(path, `[options]\ninterface = lo\n${sections.join('')}`);
  const daemon = spawn('knockd', ['-4', '-v', '-c', path], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  if (daemon.pid !== undefined) comeFirst(daemon.pid);
  let openings = 0;
  let server: Server | undefined;
  let rest = '';
  let listens: () => void = () => undefined;
  const listening = new Promise<void>((resolve, reject) => {
    listens = resolve;
    daemon.once('exit', () => reject(new Error('knockd ended by itself')));
  });
  daemon.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('listening on')) listens();
      const door = openLine.exec(line)?.[1];
      if (door === undefined) continue;
      server?.close();
      server = undefined;
      if (door === 'close') continue;
      openings += 1;
      server = createServer((socket) => socket.on('error', () => undefined).unref()).listen(port, '127.0.0.1');
    }
  });
  await listening;
  return {
    openings: () => openings,
    async stop() {
      const ended = once(daemon, 'exit');
      daemon.kill('SIGKILL');
      await ended;
      server?.close();
    },
  };
}
