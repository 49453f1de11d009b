import { pause } from '../cancel.ts';

/** What Windows says of a file that somebody has open, or that goes only when the last one has closed it. */
const heldCodes: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** A virus scanner or an indexer has a file open for a moment; who has it for longer than that keeps it. */
const triedForMs = 2000;
/** Shorter where the whole process waits. */
const blockedForMs = 1000;
/** Of Windows' clock: a shorter pause takes as long. */
const longestPauseMs = 16;

/**
 * Does what Windows refuses while somebody has the file open (renaming over it, removing it) again and again, for 2 s at
 * most. Elsewhere nobody is in the way, and it is done once.
 * @param work throws NodeJS.ErrnoException
 * @throws what `work` threw last
 */
export async function untilLetGo<Result>(work: () => Promise<Result>, platform = process.platform): Promise<Result> {
  const mayTryAgain = triesWithin(triedForMs, platform);
  while (true) {
    try {
      return await work();
    } catch (thrown) {
      const pauseMs = mayTryAgain(thrown);
      if (pauseMs === undefined) throw thrown;
      await pause(pauseMs);
    }
  }
}

/** As `untilLetGo`, for whoever cannot wait otherwise: it blocks the process, for 1 s at most. */
export function untilLetGoSync<Result>(work: () => Result, platform = process.platform): Result {
  const mayTryAgain = triesWithin(blockedForMs, platform);
  while (true) {
    try {
      return work();
    } catch (thrown) {
      const pauseMs = mayTryAgain(thrown);
      if (pauseMs === undefined) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

/** @returns of an error: the pause before the next try, longer each time, or undefined where there is none */
function triesWithin(withinMs: number, platform: NodeJS.Platform): (thrown: unknown) => number | undefined {
  const endsAtMs = performance.now() + withinMs;
  let pauseMs = 0.5;
  return (thrown) => {
    const isHeld = platform === 'win32' && heldCodes.has((thrown as NodeJS.ErrnoException).code);
    if (!isHeld || performance.now() >= endsAtMs) return undefined;
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    return pauseMs;
  };
}
