import type { AttemptFacts } from './attempt-facts.ts';
import type { Observation } from './observation.ts';

/** What the words of a cause may depend on. */
export interface CauseContext {
  readonly facts: AttemptFacts;
  readonly seen: Observation;
}

/** A cause in words: what may be wrong, and what to try. */
export type CauseWords = (context: CauseContext) => readonly [cause: string, tryThis: string];

/** The other family by its name. */
export function otherFamilyName(family: 4 | 6 | undefined): string {
  return family === 6 ? 'IPv4' : 'IPv6';
}

/** Seconds for a person: `0.3 s`, `26 s`. */
export function secondsText(durationMs: number): string {
  const seconds = durationMs / 1000;
  return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
}
