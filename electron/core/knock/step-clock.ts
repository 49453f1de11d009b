import { turnLost } from '../turn-lost.ts';

/** How much longer than its own pause a step may take, in milliseconds. After more the process was stopped in between. */
export const longestStepGapMs = 500;

/**
 * Starts the clock of a step that follows after `pauseMs`.
 * @returns asks it, right before the step is sent. It throws Failure `turn-lost` after a gap of more than the pause and
 * `longestStepGapMs`. While a process is stopped both clocks go on, while the machine sleeps only that of the wall
 */
export function stepClock(pauseMs: number): () => void {
  const [beganAt, beganOnWallAt] = [performance.now(), Date.now()];
  return () => {
    const tookMs = Math.max(performance.now() - beganAt, Date.now() - beganOnWallAt);
    if (tookMs > pauseMs + longestStepGapMs) throw turnLost();
  };
}
