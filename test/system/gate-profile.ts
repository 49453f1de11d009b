import { readFileSync } from 'node:fs';
import { type GateLore, learn } from '../../electron/core/gate/learned/gate-lore.ts';
import { gatePlanOf } from '../../electron/shared/gate-plan.ts';
import { type Profile, parseProfile } from '../../electron/shared/profile.ts';
import { type Person, writeProfile } from '../support/command-line.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { makePorts, provenLore } from '../support/made-gate.ts';
import type { Bed } from './bed/bed.ts';
import { drawSequence, stepsOf } from './bed/ports.ts';

/** Draws a sequence that must not be found in what the tests leave behind. */
export function drawSecretSequence(...protocols: readonly ('tcp' | 'udp')[]): string {
  const sequence = drawSequence(...protocols);
  mustNotLeak({ ports: stepsOf(sequence).map(({ port }) => port) });
  return sequence;
}

/** Notes the bed's secrets for the search, and gives it back. */
export function watched(bed: Bed): Bed {
  for (const text of Object.values(bed.secrets)) mustNotLeak({ text });
  return bed;
}

/** Writes a profile for the bed's gate: a user with a plain key, unless told otherwise. @returns its path */
export function gateProfile(
  person: Person,
  bed: Bed,
  knock: { readonly open?: string; readonly close?: string | undefined; readonly [field: string]: unknown },
  more: { readonly [field: string]: unknown } = {},
): string {
  return writeProfile(person, 'web', {
    host: bed.gate.ipv4,
    port: 22,
    user: bed.users.key,
    auth: { kind: 'key', path: bed.keys.plain },
    ...more,
    knock: { delayMs: 20, deadlineS: 5, ...knock },
  });
}

/**
 * Lets a person have been at a gate before: at one that nobody knows five connections in half a minute are all that is made, fewer
 * than two commands in a row may want.
 * @param path its profile; `hops` those of the jump hosts before it; `more` what else was learned there
 */
export async function knowGate(
  { dataFolder }: Person,
  path: string,
  hops: readonly string[] = [],
  more: Partial<GateLore> = {},
): Promise<void> {
  const read = (file: string): Profile => parseProfile(readFileSync(file, 'utf8'));
  await learn(makePorts(dataFolder), gatePlanOf(read(path), hops.map(read)), () => ({
    ...provenLore,
    ...more,
  }));
}
