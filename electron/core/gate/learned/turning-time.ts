import { z } from 'zod';

/** What is known of how long a gate's command takes: from the last knock to the gate that has opened, or shut. */
export const turningTimeSchema = z.strictObject({
  /** When the next dial is made. */
  dialMs: z.number().min(0),
  /** It had not turned by then; fades, so that an earlier dial is tried now and then. */
  earlyMs: z.number().min(0),
  /** It had turned by then. */
  notLaterMs: z.number().min(0),
});
export type TurningTime = z.infer<typeof turningTimeSchema>;

/** Below this nothing is gained: knockd reads its capture every 50 ms. */
const shortestMs = 15;
/** A gap that is worth a try with an earlier dial, and how far into it that one goes. */
const worthMs = 10;
const into = 0.3;
/** A gate that is as quick as before: how fast what was too early is forgotten. */
const fading = 0.995;
/** How often a dial is too early, beside which a lost one is weighed. */
const oftenEarly = 0.05;

/** The first dial showed the gate turned, `afterMs` after the last knock: it was not later than that. */
export function turnedBy(before: TurningTime | undefined, afterMs: number): TurningTime {
  const earlyMs = (before?.earlyMs ?? 0) * fading;
  const gapMs = afterMs - earlyMs;
  const dialMs = gapMs > Math.max(worthMs, 0.2 * afterMs) ? afterMs - into * gapMs : afterMs;
  return rounded({ dialMs: Math.max(shortestMs, dialMs), earlyMs, notLaterMs: afterMs });
}

/**
 * One dial showed nothing of it yet, and a later one did: the gate turned between them, or the first one was lost.
 * @param silent how often a dial at an open gate stays silent, from 0 to 1
 */
export function turnedBetween(
  before: TurningTime | undefined,
  fromMs: number,
  toMs: number,
  silent: number,
): TurningTime {
  const earlyBefore = Math.min(before?.earlyMs ?? 0, toMs);
  const weight = oftenEarly / (oftenEarly + silent);
  const earlyMs = earlyBefore + Math.max(0, fromMs - earlyBefore) * weight;
  const notLaterMs = Math.max(earlyMs + worthMs, Math.min(toMs, (before?.notLaterMs ?? toMs) * 1.1));
  const dialMs = Math.max(fromMs * (1 - weight), earlyMs + 0.6 * (notLaterMs - earlyMs));
  return rounded({ dialMs: Math.max(shortestMs, dialMs), earlyMs, notLaterMs });
}

function rounded({ dialMs, earlyMs, notLaterMs }: TurningTime): TurningTime {
  const tenth = (ms: number) => Math.round(ms * 10) / 10;
  return { dialMs: tenth(dialMs), earlyMs: tenth(earlyMs), notLaterMs: tenth(notLaterMs) };
}
