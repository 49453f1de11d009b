import { mkdtempSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { witnessOf } from '../../electron/core/gate/reach/path-witness.ts';
import { createKeyFileVault } from '../../electron/core/secrets/key-file-vault.ts';
import { createServices } from '../../electron/core/services.ts';
import { gatePlanOf } from '../../electron/shared/gate-plan.ts';
import { profileFormat } from '../../electron/shared/profile.ts';
import type { GateEnding } from '../../electron/shared/timeline.ts';
import { run } from '../system/bed/commands.ts';
import { stepsOf } from '../system/bed/ports.ts';

/** One way to get from a knock to an SSH server's banner. */
export interface Way {
  readonly name: string;
  toBanner(): Promise<Tried>;
}

export interface Tried {
  /** From the first knock to the first byte of the banner; undefined when none came in time. */
  readonly ms: number | undefined;
  /** What was said of the gate at the end; undefined where nobody shuts it. */
  readonly ending?: GateEnding;
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
export function withPortcullis({ host, open, close }: Target, delayMs: number | undefined): Way {
  const plan = gatePlanOf({
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
  const dataFolder = mkdtempSync(join(tmpdir(), 'bench-'));
  const { gatekeeper } = createServices({
    dataFolder,
    vault: createKeyFileVault(join(dataFolder, 'vault-key')),
    lookup: () => Promise.reject(new Error('The benchmark resolves nothing')),
    knownHostsFiles: [],
  });
  return {
    name: delayMs === undefined ? 'Portcullis' : `Portcullis, ${delayMs} ms apart`,
    async toBanner() {
      let firstKnockAt = 0;
      const observer = {
        happened: ({ event }: { readonly event: string }) => {
          if (event === 'sent' && firstKnockAt === 0) firstKnockAt = performance.now();
        },
        noticed: () => undefined,
      };
      try {
        const hold = await gatekeeper.hold(plan, 'session', { observer });
        const { socket } = hold;
        if (socket === undefined) throw new Error('The gate gave no connection');
        const came = await hasBanner(socket, firstKnockAt + giveUpAfterMs - performance.now());
        const tookMs = performance.now() - firstKnockAt;
        const ending = await hold.release({ observer }, witnessOf(socket));
        socket.destroy();
        return { ms: came ? tookMs : undefined, ending };
      } catch {
        return { ms: undefined };
      } finally {
        // The next try meets a daemon that remembers nothing.
        await gatekeeper.forget(plan);
      }
    },
  };
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
