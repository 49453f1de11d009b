import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomically } from '../../files/kept-file.ts';
import { parseJson } from '../../files/parse-json.ts';
import type { Ports } from '../../ports.ts';
import type { DialOutcome, DialPlan } from '../reach/dialler.ts';
import { greets } from '../reach/greets.ts';
import { accepted } from '../reach/host-answer.ts';
import type { Reach } from '../reach/reach.ts';

/** Who dials, and where the dials are written down. */
export interface DialContext {
  readonly ports: Pick<Ports, 'dataFolder' | 'vault'>;
  readonly reach: Reach;
}

export interface CountedDial extends DialPlan {
  /** Who takes the connection must say something within so many milliseconds to have answered; undefined: need not. */
  readonly greetsWithinMs?: number | undefined;
}

/** The port that is dialled at. */
export type DialTarget = Pick<DialPlan, 'address' | 'port'>;

/** At most so many new connections in any stretch of so many milliseconds. */
export interface DialLimit {
  readonly most: number;
  readonly withinMs: number;
}

/** The longest stretch that anybody asks about. */
const keptMs = 60_000;
const bookSchema = z.strictObject({ version: z.literal(1), dialledAtMs: z.array(z.number()) });

/**
 * `Reach.dial`, written down for whoever counts (rule 4 of the gate): firewalls that limit new connections count each, whoever
 * made it and whatever came of it. The address's turn must be ours. A disk that takes nothing keeps nobody out.
 * @throws Failure as `Reach.dial`
 */
export async function countedDial(
  context: DialContext,
  { greetsWithinMs, ...plan }: CountedDial,
): Promise<DialOutcome> {
  let noted: Promise<void> | undefined;
  const onDialled = () => {
    noted = note(context, plan).catch(() => undefined);
    plan.onDialled?.();
  };
  try {
    const outcome = await context.reach.dial({ ...plan, onDialled });
    if (outcome.kind !== 'answered' || greetsWithinMs === undefined) return outcome;
    const isGreeted = await greets(outcome.socket, greetsWithinMs, plan.signal).catch((thrown) => {
      outcome.socket.destroy();
      throw thrown;
    });
    if (isGreeted) return outcome;
    outcome.socket.destroy();
    return { kind: 'not-answered', answer: accepted };
  } finally {
    await noted;
  }
}

/** When this port was dialled in the last minute, oldest first, in milliseconds since 1970. */
export async function dialsAt(context: DialContext, target: DialTarget): Promise<readonly number[]> {
  try {
    const text = await readFileIfThere(await pathOf(context, target));
    const book = bookSchema.safeParse(text === undefined ? undefined : parseJson(text));
    const now = Date.now();
    // A clock that was set back leaves times that have not come yet.
    return book.success ? book.data.dialledAtMs.filter((atMs) => atMs <= now && atMs > now - keptMs) : [];
  } catch {
    return [];
  }
}

/**
 * After how long `count` more dials, one after the other, keep within a limit.
 * @param dialledAtMs earlier ones, oldest first
 * @returns milliseconds from `nowMs`; 0 for at once
 */
export function msUntilAllowed(
  dialledAtMs: readonly number[],
  { most, withinMs }: DialLimit,
  count = 1,
  nowMs = Date.now(),
): number {
  const recent = dialledAtMs.filter((atMs) => atMs > nowMs - withinMs);
  const mustGo = recent.length + Math.min(count, most) - most;
  const last = recent[mustGo - 1];
  return last === undefined ? 0 : last + withinMs - nowMs;
}

/** How many dials may be made at once within a limit. */
export function dialsAllowed(dialledAtMs: readonly number[], { most, withinMs }: DialLimit): number {
  const since = Date.now() - withinMs;
  return Math.max(0, most - dialledAtMs.filter((atMs) => atMs > since).length);
}

/** Looks are made side by side: one line of changes for each book. */
const underWay = new Map<string, Promise<void>>();

async function note(context: DialContext, target: DialTarget): Promise<void> {
  const path = await pathOf(context, target);
  const atMs = Date.now();
  const before = underWay.get(path) ?? Promise.resolve();
  const noted = before
    .then(async () => {
      const dialledAtMs = [...(await dialsAt(context, target)), atMs];
      await writeFileAtomically(path, `${JSON.stringify({ version: 1, dialledAtMs })}\n`);
    })
    .catch(() => undefined);
  underWay.set(path, noted);
  await noted;
  if (underWay.get(path) === noted) underWay.delete(path);
}

async function pathOf({ ports, reach }: DialContext, { address, port }: DialTarget): Promise<string> {
  const mark = await ports.vault.mark(`dials ${address} ${port} ${reach.via?.hosts ?? ''}`);
  return join(ports.dataFolder, 'dials', `${mark}.json`);
}
