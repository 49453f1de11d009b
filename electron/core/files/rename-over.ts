import { renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { untilLetGo, untilLetGoSync } from './until-let-go.ts';

/**
 * Renames a file, over another where there is one. On Windows, which refuses that while somebody has either of them
 * open, it is tried again for 2 s.
 * @param platform whose rules hold
 * @throws NodeJS.ErrnoException
 */
export function renameOver(from: string, to: string, platform = process.platform): Promise<void> {
  return untilLetGo(() => rename(from, to), platform);
}

/** As `renameOver`, for whoever cannot wait otherwise: it blocks the process, for 1 s at most. */
export function renameOverSync(from: string, to: string, platform = process.platform): void {
  untilLetGoSync(() => renameSync(from, to), platform);
}
