import { z } from 'zod';

/** What is known of how long a gate's command takes: from the last knock to the gate that has opened, or shut. */
export const turningTimeSchema = z.strictObject({
  /** When the next dial is made. Earlier than `notLaterMs`: to see whether that is late enough. */
  dialMs: z.number().min(0),
  /** It had not turned by then; fades, so that an earlier dial is tried now and then. */
  earlyMs: z.number().min(0),
  /** It had turned by then. */
  notLaterMs: z.number().min(0),
});
export type TurningTime = z.infer<typeof turningTimeSchema>;

/** Below this nothing is gained: knockd reads its capture every 50 ms. */
const shortestMs = 15;
/** A gap between too early and late enough that is worth a try with an earlier dial, and how far into it that one goes. */
const worthMs = 20;
const worthShare = 0.35;
const intoGap = 0.5;
/** What was too early is forgotten, so that a gate which has become quicker is found so. */
const fading = 0.001;
/** So many dials are to be too early where nothing is tried: each that is answered makes the next one a step earlier. */
const oftenEarly = 0.03;
const stepMs = 0.4;
const stepShare = 0.006;
/** How likely a try is too early, beside which a lost one is weighed. */
const triedEarly = 0.3;

/**
 * The first dial showed the gate turned, `afterMs` after the last knock: it was not later than that. While too early and late
 * enough are far apart the next dial halves what lies between them.
 */
export function turnedBy(before: TurningTime | undefined, afterMs: number): TurningTime {
  // What a timer is late by is nothing that the gate needs.
  const notLaterMs = Math.min(afterMs, before?.dialMs ?? afterMs);
  const earlyBefore = (before?.earlyMs ?? 0) * (1 - fading);
  // Answered although it was believed to be too early: the gate has become quicker.
  const earlyMs = notLaterMs > earlyBefore ? earlyBefore : 0;
  const gapMs = notLaterMs - earlyMs;
  if (gapMs > Math.max(worthMs, worthShare * notLaterMs)) {
    return rounded({ dialMs: notLaterMs - intoGap * gapMs, earlyMs, notLaterMs });
  }
  const nextMs = notLaterMs - stepAt(notLaterMs);
  return rounded({ dialMs: nextMs, earlyMs, notLaterMs: nextMs });
}

/**
 * One dial showed nothing of it yet, and a later one did: the gate turned between them, or the first one was lost. Which of
 * them nobody can say, so that the steps later and the steps earlier keep each other in balance at what the line loses.
 * @param silent how often a dial at an open gate stays silent, from 0 to 1
 */
export function turnedBetween(
  before: TurningTime | undefined,
  fromMs: number,
  toMs: number,
  silent: number,
): TurningTime {
  if (before === undefined) {
    const weight = oftenEarly / (oftenEarly + silent);
    return rounded({ dialMs: fromMs + weight * (toMs - fromMs), earlyMs: weight * fromMs, notLaterMs: toMs });
  }
  const { earlyMs, notLaterMs, dialMs } = before;
  if (dialMs < notLaterMs) {
    const weight = triedEarly / (triedEarly + silent);
    const laterMs = earlyMs + Math.max(0, Math.min(fromMs, notLaterMs) - earlyMs) * weight;
    return rounded({ dialMs: notLaterMs, earlyMs: laterMs, notLaterMs });
  }
  // Balanced where as many dials are too early as are to be, beside those that are lost.
  const often = silent + oftenEarly * (1 - silent);
  const nextMs = Math.min(toMs, notLaterMs + (stepAt(notLaterMs) * (1 - often)) / often);
  return rounded({ dialMs: nextMs, earlyMs, notLaterMs: nextMs });
}

function stepAt(ms: number): number {
  return Math.max(stepMs, stepShare * ms);
}

function rounded({ dialMs, earlyMs, notLaterMs }: TurningTime): TurningTime {
  const tenth = (ms: number) => Math.round(ms * 10) / 10;
  return {
    dialMs: tenth(Math.max(shortestMs, dialMs)),
    earlyMs: tenth(earlyMs),
    notLaterMs: tenth(Math.max(shortestMs, notLaterMs)),
  };
}
