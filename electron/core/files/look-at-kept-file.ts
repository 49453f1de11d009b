import { lstatSync } from 'node:fs';
import { refusePathThroughFile } from './path-through-file.ts';
import { refuseForeign, refuseUnfit } from './unfit-file.ts';

/**
 * Looks at a file of our data folder without opening it, before somebody reads or writes it who would wait for a pipe.
 * @returns its size in bytes; undefined when there is none
 * @throws UnfitFile, also for a link and somebody else's file; NodeJS.ErrnoException
 */
export function lookAtKeptFile(path: string, maximumBytes = Number.POSITIVE_INFINITY): number | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) refusePathThroughFile(path);
  else {
    refuseUnfit(found, maximumBytes);
    refuseForeign(found);
  }
  return found?.size;
}
