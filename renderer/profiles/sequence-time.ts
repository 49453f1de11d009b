import { durationWords } from '../text/duration-words.ts';

/** The clock of a daemon and the jitter of a path want a second (knockd counts in whole seconds). */
const reserveMs = 1000;

/** Why a sequence cannot be knocked in time; undefined when it can. */
export function whyTooSlow(durationMs: number, seqTimeoutS: number): string | undefined {
  if (durationMs <= seqTimeoutS * 1000 - reserveMs) return undefined;
  return `It takes ${durationWords(durationMs)}, and the daemon forgets half a sequence after ${seqTimeoutS} s. Shorten the pauses, or raise the timeout on the server and here.`;
}
