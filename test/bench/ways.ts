import { mkdtempSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFileVault } from '../../electron/core/secrets/key-file-vault.ts';
import { createServices } from '../../electron/core/services.ts';
import type { GatePlan } from '../../electron/shared/gate-plan.ts';
import { parseSequence } from '../../electron/shared/sequence.ts';
import { run } from '../system/bed/commands.ts';
import { stepsOf } from '../system/bed/ports.ts';

/** One way to get from a knock to an SSH server's banner. */
export interface Way {
  readonly name: string;
  /** @returns milliseconds from the first knock to the first byte of the banner; undefined when none came in time */
  toBanner(): Promise<number | undefined>;
}

const giveUpAfterMs = 8000;

/** Ours: the gatekeeper, with its journal, its queue and its look before; the clock starts with the first knock. */
export function withPortcullis(host: string, open: string, delayMs: number): Way {
  const plan: GatePlan = {
    host,
    port: 22,
    family: 'ipv4',
    opening: parseSequence(open),
    closing: undefined,
    delayMs,
    learnsPace: false,
    kind: 'knockd',
    seqTimeoutS: 10,
    opensForS: undefined,
    deadlineS: 15,
    recovers: true,
    udpPayload: Uint8Array.of(0),
  };
  const dataFolder = mkdtempSync(join(tmpdir(), 'bench-'));
  const { gatekeeper } = createServices({
    dataFolder,
    vault: createKeyFileVault(join(dataFolder, 'vault-key')),
    lookup: () => Promise.reject(new Error('The benchmark resolves nothing')),
    knownHostsFiles: [],
  });
  return {
    name: `Portcullis, ${delayMs} ms apart`,
    async toBanner() {
      let firstKnockAt = 0;
      const observer = {
        happened: ({ event }: { readonly event: string }) => {
          if (event === 'sent' && firstKnockAt === 0) firstKnockAt = performance.now();
        },
        noticed: () => undefined,
      };
      const hold = await gatekeeper.hold(plan, 'session', { observer });
      if (hold.socket === undefined) throw new Error('The gate gave no connection');
      const came = await banner(hold.socket);
      const tookMs = performance.now() - firstKnockAt;
      await hold.release({ observer });
      return came ? tookMs : undefined;
    },
  };
}

/** `knock`, then one ordinary connect, whose SYN the kernel repeats after a second. The clock starts with `knock`. */
export function knockThenConnect(host: string, open: string, delayMs: number): Way {
  const steps = stepsOf(open).map(({ port, protocol }) => `${port}:${protocol}`);
  return {
    name: `\`knock -d ${delayMs}\`, then one connect`,
    async toBanner() {
      const startedAt = performance.now();
      await run('knock', ['-d', String(delayMs), host, ...steps]);
      return (await banner(connect(22, host))) ? performance.now() - startedAt : undefined;
    },
  };
}

/** What other Node clients do: wait for an answer to each knock, up to `waitMs`, then connect. */
export function waitForAnswers(host: string, open: string, waitMs: number): Way {
  return {
    name: `waiting up to ${waitMs} ms for an answer to each knock`,
    async toBanner() {
      const startedAt = performance.now();
      for (const { port } of stepsOf(open)) await answerOf(connect(port, host), waitMs);
      return (await banner(connect(22, host))) ? performance.now() - startedAt : undefined;
    },
  };
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

/** @returns whether a banner came in time */
function banner(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (came: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(came);
    };
    const timer = setTimeout(() => settle(false), giveUpAfterMs);
    socket.once('error', () => settle(false)).once('data', () => settle(true));
  });
}
