import { mkdtempSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pause } from '../../electron/core/cancel.ts';
import type { Gatekeeper } from '../../electron/core/gate/gatekeeper.ts';
import type { PathWitness } from '../../electron/core/gate/reach/path-witness.ts';
import { createKeyFileVault } from '../../electron/core/secrets/key-file-vault.ts';
import { createServices } from '../../electron/core/services.ts';
import { type GatePlan, gatePlanOf } from '../../electron/shared/gate-plan.ts';
import { profileFormat } from '../../electron/shared/profile.ts';
import type { GateEnding, Observer } from '../../electron/shared/timeline.ts';
import { run } from '../system/bed/commands.ts';
import { stepsOf } from '../system/bed/ports.ts';

/** One way to get from a knock to an SSH server's banner. */
export interface Way {
  readonly name: string;
  toBanner(): Promise<Tried>;
  /** Forgets what is owed, before the next try. */
  forget?(): Promise<unknown>;
}

export interface Tried {
  /** From the first knock to the first byte of the banner; undefined when none came in time. */
  readonly ms: number | undefined;
  /** What was said of the gate at the end; undefined where nobody shuts it, or it never opened. */
  readonly ending?: GateEnding | undefined;
  /** How long the shutting took. */
  readonly shutMs?: number;
  /** Whether the journal keeps the gate: it is looked at again. */
  readonly isOwed?: boolean;
  /** One more command, as soon as it may dial: it goes on with what is owed. */
  next?(): Promise<void>;
}

/** What is knocked at. */
export interface Target {
  readonly host: string;
  readonly open: string;
  readonly close?: string;
}

/** How long a way is waited for. */
const giveUpAfterMs = 15_000;

/**
 * Ours: the gatekeeper, with its journal, its queue and its look before; the clock starts with the first knock.
 * @param delayMs the pause between two knocks; undefined: learned, as where a profile names none
 */
export function withPortcullis(target: Target, delayMs: number | undefined): Way {
  const plan = planOf(target, delayMs);
  const gatekeeper = newGatekeeper();
  return {
    name: delayMs === undefined ? 'Portcullis' : `Portcullis, ${delayMs} ms apart`,
    toBanner: () => connectAndShut(gatekeeper, plan, 0),
    forget: () => gatekeeper.forget(plan),
  };
}

/** Ours, each time as somebody who has never been at the gate. */
export function withNewPortcullis(target: Target): Way {
  const plan = planOf(target, undefined);
  return {
    name: 'Portcullis for the first time',
    toBanner: () => connectAndShut(newGatekeeper(), plan, longestCountMs),
  };
}

/** At a gate that was never seen open connections are counted over such a time. */
const longestCountMs = 30_000;

function planOf({ host, open, close }: Target, delayMs: number | undefined): GatePlan {
  return gatePlanOf({
    format: profileFormat,
    version: 1,
    name: 'bench',
    host,
    knock: {
      open,
      ...(close !== undefined && { close }),
      ...(delayMs !== undefined && { delayMs }),
      family: 'ipv4',
      seqTimeoutS: 10,
    },
  });
}

function newGatekeeper(): Gatekeeper {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bench-'));
  return createServices({
    dataFolder,
    vault: createKeyFileVault(join(dataFolder, 'vault-key')),
    lookup: () => Promise.reject(new Error('The benchmark resolves nothing')),
    knownHostsFiles: [],
  }).gatekeeper;
}

/** @param countMs after how long a gate that was dialled may be dialled once more */
async function connectAndShut(gatekeeper: Gatekeeper, plan: GatePlan, countMs: number): Promise<Tried> {
  let firstKnockAt = 0;
  let ending: GateEnding | undefined;
  const observer: Observer = {
    happened({ event }) {
      if (event === 'sent' && firstKnockAt === 0) firstKnockAt = performance.now();
    },
    noticed(notice) {
      if (notice.kind === 'let-go') ending = notice.ending;
    },
  };
  let ms: number | undefined;
  let shutMs = 0;
  try {
    const hold = await gatekeeper.hold(plan, 'session', { observer });
    const { socket } = hold;
    if (socket === undefined) throw new Error('The gate gave no connection');
    const witness = speaks(socket);
    const came = await hasBanner(socket, firstKnockAt + giveUpAfterMs - performance.now());
    if (came) ms = performance.now() - firstKnockAt;
    const releasedAt = performance.now();
    ending = await hold.release({ observer }, witness);
    shutMs = performance.now() - releasedAt;
    socket.destroy();
  } catch {
    // What is owed is in the journal.
  }
  // An entry of a gate that is shut only remembers knocks.
  const { gates } = await gatekeeper.known();
  const isOwed = gates.some(({ state, awaits }) => state !== 'shut' || awaits !== undefined);
  const allowedAt = Math.max(Date.now() + countMs, ending?.kind === 'awaited' ? ending.lookAtMs : 0);
  return {
    ...{ ms, ending, shutMs, isOwed },
    async next() {
      // Where somebody else is thought to be at the gate a person is asked, and nobody is.
      if (ending?.kind === 'open' && ending.mayBeShared) await gatekeeper.isOursAlone(plan);
      await pause(allowedAt + 50 - Date.now());
      await gatekeeper.recover({ observer });
    },
  };
}

/**
 * Says what every client says at once, with which the server hears too that its answer has come. @returns a witness that can be asked
 * twice, as a session's connection can: the server's key exchange is its first answer, and it hangs up over what makes no sense
 */
function speaks(socket: Duplex): PathWitness {
  let heardBytes = 0;
  socket.on('data', (bytes: Buffer) => {
    heardBytes += bytes.length;
  });
  socket.on('error', () => undefined);
  socket.write('SSH-2.0-Portcullis_bench\r\n');
  let isFirst = true;
  return {
    isAlive(withinMs) {
      const wasFirst = isFirst;
      isFirst = false;
      if (!wasFirst) socket.write(Buffer.alloc(64));
      else if (heardBytes > longestBannerBytes) return Promise.resolve(true);
      return hasAnswered(socket, withinMs);
    },
  };
}

/** The server's key exchange is longer (RFC 4253, 4.2 and 7.1). */
const longestBannerBytes = 255;

function hasAnswered(socket: Duplex, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (answer: boolean) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const timer = setTimeout(() => settle(false), withinMs);
    socket.once('data', () => settle(true)).once('close', () => settle(true));
  });
}

/** `knock`, then one ordinary connect, whose SYN the kernel repeats after a second. The clock starts with `knock`. */
export function knockThenConnect({ host, open }: Target, delayMs: number): Way {
  return {
    name: `\`knock -d ${delayMs}\`, then one connect`,
    async toBanner() {
      const startedAt = performance.now();
      await knock(host, open, delayMs);
      return tried(startedAt, await connectsUntil(host, startedAt + giveUpAfterMs));
    },
  };
}

/** The same again and again, each with a connect that is given up after two seconds. */
export function knockInLoop({ host, open }: Target, delayMs: number): Way {
  return {
    name: `\`knock -d ${delayMs}\` and a connect of 2 s, in a loop`,
    async toBanner() {
      const startedAt = performance.now();
      while (performance.now() < startedAt + giveUpAfterMs) {
        await knock(host, open, delayMs);
        const untilMs = Math.min(performance.now() + 2000, startedAt + giveUpAfterMs);
        if (await connectsUntil(host, untilMs)) return tried(startedAt, true);
      }
      return tried(startedAt, false);
    },
  };
}

/** What other clients for Node do: each step waits for an answer, which never comes where the firewall drops. */
export function waitForAnswers({ host, open }: Target, waitMs: number): Way {
  return {
    name: `waiting up to ${waitMs} ms for an answer to each knock`,
    async toBanner() {
      const startedAt = performance.now();
      for (const { port } of stepsOf(open)) await answerOf(connect(port, host), waitMs);
      return tried(startedAt, await connectsUntil(host, startedAt + giveUpAfterMs));
    },
  };
}

function knock(host: string, open: string, delayMs: number): Promise<string> {
  const steps = stepsOf(open).map(({ port, protocol }) => `${port}:${protocol}`);
  return run('knock', ['-d', String(delayMs), host, ...steps]);
}

function tried(startedAt: number, came: boolean): Tried {
  return { ms: came ? performance.now() - startedAt : undefined };
}

function answerOf(socket: Socket, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), waitMs);
    socket.once('connect', () => socket.destroy()).on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function connectsUntil(host: string, untilMs: number): Promise<boolean> {
  const socket = connect(22, host);
  const came = await hasBanner(socket, untilMs - performance.now());
  socket.destroy();
  return came;
}

/** Whether a banner comes within so many milliseconds. */
function hasBanner(socket: Duplex, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (came: boolean) => {
      clearTimeout(timer);
      resolve(came);
    };
    const timer = setTimeout(() => settle(false), Math.max(0, withinMs));
    // A second listener for errors stays: the connection may break after that.
    socket.on('error', () => settle(false)).once('data', () => settle(true));
  });
}
