import { join } from 'node:path';
import { z } from 'zod';
import { defaultDelayMs, type GatePlan, longestDelayMs } from '../../../shared/gate-plan.ts';
import { readFileIfThere, removeFile, writeFileAtomically } from '../../files/kept-file.ts';
import { parseJson } from '../../files/parse-json.ts';
import type { Ports } from '../../ports.ts';
import { profileMarkOf } from '../gate-context.ts';

const loreSchema = z.strictObject({
  version: z.literal(1),
  /** The pause between two knocks that the next opening takes. */
  paceMs: z.number().min(0),
  /** A pace with which a first attempt did not open; fades with each that does. */
  brokenPaceMs: z.number().min(0),
  /** From the last knock to the answered dial, and from a dial to its answer; both smoothed. */
  opensAfterMs: z.number().min(0),
  roundTripMs: z.number().min(0),
});

/** What earlier openings of a gate have taught. It holds no port, and losing it costs nothing but time. */
export type GateLore = z.infer<typeof loreSchema>;

/** An opening that was seen to work. */
export interface SeenOpening {
  /** The pause that its first attempt took. */
  readonly paceMs: number;
  readonly isFirstAttempt: boolean;
  readonly opensAfterMs: number;
  readonly roundTripMs: number;
}

/** Below this nothing is gained: knockd reads its capture every 50 ms. */
const shortestPaceMs = 5;
/** Above the jitter of any usual path (100 ms opened 100 of 100 on a line of 40 ± 20 ms). */
const longestPaceMs = 100;

/** Reads what is known of a plan's gate; undefined where nothing is, or nothing that can be read. */
export async function readLore(ports: Ports, plan: GatePlan): Promise<GateLore | undefined> {
  try {
    const text = await readFileIfThere(await pathOf(ports, plan));
    const lore = loreSchema.safeParse(text === undefined ? undefined : parseJson(text));
    return lore.success ? lore.data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes down what an opening has taught. A disk that takes nothing keeps nobody out. */
export async function learn(ports: Ports, plan: GatePlan, seen: SeenOpening): Promise<void> {
  try {
    const lore = loreAfter(await readLore(ports, plan), seen);
    await writeFileAtomically(await pathOf(ports, plan), `${JSON.stringify(lore)}\n`);
  } catch {
    // The next opening is as quick as this one was.
  }
}

/** Forgets what was learned of a plan's gate. @throws Failure `data-folder-unusable` */
export async function forgetLore(ports: Ports, plan: GatePlan): Promise<void> {
  await removeFile(await pathOf(ports, plan));
}

/**
 * What is known after one more opening. The pace goes down while first attempts succeed, and back up after one that did
 * not, as a sender finds the rate of a line; what broke is not tried again soon.
 */
export function loreAfter(before: GateLore | undefined, seen: SeenOpening): GateLore {
  const { paceMs, isFirstAttempt, opensAfterMs, roundTripMs } = seen;
  const brokenPaceMs = isFirstAttempt ? (before?.brokenPaceMs ?? 0) * 0.9 : paceMs;
  const quicker = Math.max(shortestPaceMs, 1.5 * brokenPaceMs, 0.6 * paceMs);
  return {
    version: 1,
    paceMs: isFirstAttempt ? Math.min(paceMs, quicker) : Math.min(longestPaceMs, Math.max(2 * paceMs, 20)),
    brokenPaceMs,
    opensAfterMs: smoothed(before?.opensAfterMs, opensAfterMs),
    roundTripMs: smoothed(before?.roundTripMs, roundTripMs),
  };
}

/**
 * The pause for one attempt: the profile's own, or what was learned, longer with each attempt that did not open, and never so
 * long that the daemon forgets the sequence on the way.
 * @param round counts the attempts from 1
 */
export function paceOf(plan: GatePlan, lore: GateLore | undefined, round: number): number {
  if (!plan.learnsPace) return plan.delayMs;
  const learned = lore?.paceMs ?? defaultDelayMs;
  const slower = round === 1 ? learned : Math.max(learned, Math.min(longestPaceMs, 20 * 2 ** round));
  return Math.round(Math.min(slower, longestDelayMs(plan.opening, plan.seqTimeoutS) ?? slower));
}

function smoothed(before: number | undefined, now: number): number {
  return Math.round((before === undefined ? now : 0.7 * before + 0.3 * now) * 10) / 10;
}

async function pathOf(ports: Ports, plan: GatePlan): Promise<string> {
  return join(ports.dataFolder, 'lore', `${await profileMarkOf(ports, plan)}.json`);
}
