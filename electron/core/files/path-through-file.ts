import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Tells 'not there' from 'a part of the path is a file', which Windows gives the same code: a data folder that is a file
 * must not pass for an empty one.
 * @param thrown what the file system said of `path`
 * @returns the same, or an error of code ENOTDIR
 */
export async function asPathTells(thrown: unknown, path: string): Promise<NodeJS.ErrnoException> {
  const error = thrown as NodeJS.ErrnoException;
  if (error.code !== 'ENOENT') return error;
  for (const above of foldersAbove(path)) {
    const found = await stat(above).catch(() => undefined);
    if (found !== undefined) return found.isDirectory() ? error : throughFile(path);
  }
  return error;
}

/** As `asPathTells`, of a path that is not there. @throws NodeJS.ErrnoException of code ENOTDIR */
export function refusePathThroughFile(path: string): void {
  for (const above of foldersAbove(path)) {
    const found = statSync(above, { throwIfNoEntry: false });
    if (found?.isDirectory()) return;
    if (found !== undefined) throw throughFile(path);
  }
}

/** The nearest first. */
function* foldersAbove(path: string): Generator<string> {
  for (let above = dirname(path); ; above = dirname(above)) {
    yield above;
    if (dirname(above) === above) return;
  }
}

function throughFile(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`ENOTDIR: not a directory, '${path}'`), { code: 'ENOTDIR' });
}
