import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Holder, JournalEntry } from '../../electron/core/gate/journal/journal.ts';
import { type ProcessMark, thisProcess } from '../../electron/core/gate/journal/process-mark.ts';
import { type GateLore, unknownLine } from '../../electron/core/gate/learned/gate-lore.ts';
import type { Lookup, Ports } from '../../electron/core/ports.ts';
import { createKeyFileVault } from '../../electron/core/secrets/key-file-vault.ts';
import type { GatePlan } from '../../electron/shared/gate-plan.ts';
import type { Step } from '../../electron/shared/sequence.ts';
import { mustNotLeak } from './leftovers.ts';

/** A plan of a gate on loopback, with the defaults of a test. */
export function makePlan(more: Partial<GatePlan> = {}): GatePlan {
  return {
    host: '127.0.0.1',
    port: 22,
    family: 'auto',
    opening: drawSteps(),
    closing: drawSteps(),
    delayMs: 5,
    learnsPace: false,
    kind: 'knockd',
    seqTimeoutS: 10,
    opensForS: undefined,
    deadlineS: 3,
    recovers: true,
    shared: false,
    dials: 'usual',
    shutWhen: 'last-session',
    shutDelayS: 60,
    udpPayload: Uint8Array.of(0),
    ...more,
  };
}

/** Three different ports that nothing of this machine's own uses; they are noted as a secret. */
export function drawSteps(): Step[] {
  const ports = new Set<number>();
  while (ports.size < 3) ports.add(randomInt(33_000, 60_000));
  mustNotLeak({ ports: [...ports] });
  return [...ports].map((port) => ({ port, protocol: 'tcp' as const }));
}

/** A journal's entry of a gate on which nothing was knocked yet. */
export function makeEntry(more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    version: 2,
    id: randomBytes(16).toString('hex'),
    profileMark: 'mark',
    host: 'gate.example',
    port: 22,
    address: '127.0.0.1',
    family: 4,
    allAddresses: ['127.0.0.1'],
    localAddress: '127.0.0.1',
    sealedPlan: 'k1.',
    phase: 'knocking',
    openingsSent: 0,
    openingsSeen: 0,
    closingsSent: 0,
    mayBeHalfKnocked: false,
    lastKnockAtMs: 0,
    lastOpeningAtMs: 0,
    holders: [],
    ...more,
  };
}

/** What is known of a gate that was opened and shut a few times over loopback. */
export const provenLore: GateLore = {
  version: 2,
  paceMs: 10,
  brokenPaceMs: 0,
  roundTripMs: 1,
  slowestMs: 100,
  doubtful: 0,
  ...unknownLine,
  isShut: false,
  isProven: true,
};

export function makeHolder(as: Holder['as'] = 'session', owner: ProcessMark = thisProcess()): Holder {
  return { id: randomUUID(), as, owner };
}

/** What is known of a gate that opens and shuts at once, on a line of which nothing is known. */
export function makeLore(more: Partial<GateLore> = {}): GateLore {
  return {
    version: 2,
    paceMs: 100,
    brokenPaceMs: 0,
    roundTripMs: 1,
    slowestMs: 30,
    doubtful: 0,
    ...unknownLine,
    isShut: true,
    isProven: true,
    ...more,
  };
}

/** What a host hands the core, over a folder of a test's own; names are looked up by `lookup` alone. */
export function makePorts(dataFolder: string, lookup: Lookup = () => Promise.resolve([])): Ports {
  return { dataFolder, vault: createKeyFileVault(join(dataFolder, 'vault-key')), lookup, knownHostsFiles: [] };
}
