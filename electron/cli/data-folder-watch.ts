import { stat } from 'node:fs/promises';
import { pause } from '../core/cancel.ts';

/** A disk may be busy, and a network drive slow. */
const answersWithinMs = 5000;
const looksEveryMs = 1000;

/**
 * Settles when the data folder does not answer any more, once the work is over: it lies on a dead network drive, or all
 * of Node's file threads hang. No gate is shut then, for the journal comes first, and waiting for it would have no end.
 * @param isOver raised when all that is left to be done is the shutting
 */
export async function untilDataFolderHangs(folder: string, isOver: AbortSignal): Promise<void> {
  if (!isOver.aborted) {
    await new Promise<void>((resolve) => isOver.addEventListener('abort', () => resolve(), { once: true }));
  }
  while (await answers(folder)) await pause(looksEveryMs);
}

function answers(folder: string): Promise<boolean> {
  // That there is none is an answer too.
  const answered = stat(folder).then(
    () => true,
    () => true,
  );
  return Promise.race([answered, pause(answersWithinMs).then(() => false)]);
}
