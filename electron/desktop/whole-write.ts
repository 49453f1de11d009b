import { copyFileSync, linkSync, lstatSync, rmSync, statSync } from 'node:fs';
import { lookAtKeptFile } from '../core/files/look-at-kept-file.ts';
import { renameOverSync } from '../core/files/rename-over.ts';
import { untilLetGoSync } from '../core/files/until-let-go.ts';

/**
 * Runs a write that a full disk may cut short without an error, and takes it back when that happened. (electron-store's
 * atomic write asks the system once, and does not look at how much the system took.)
 * @param maximumBytes of what is there: a larger one is none of ours
 * @param write gives the length that the file must have afterwards, in bytes
 * @throws an error of code ENOSPC; the file is then as it was; UnfitFile for what is no file, before anything is done
 */
export function writeWhole(path: string, maximumBytes: number, write: () => number): void {
  const old = lookAtKeptFile(path, maximumBytes) === undefined ? undefined : keepSecondName(path);
  try {
    const length = write();
    if (statSync(path).size === length) return;
    if (old === undefined) untilLetGoSync(() => rmSync(path));
    else renameOverSync(old, path);
    throw Object.assign(new Error('The file was cut short.'), { code: 'ENOSPC' });
  } finally {
    // What was to be forgotten must not live on in a copy.
    if (old !== undefined) untilLetGoSync(() => rmSync(old, { force: true }));
  }
}

/** Puts back what an earlier process was about to replace when it died. @returns whether there was such a file */
export function undoBrokenWrite(path: string): boolean {
  const old = secondName(path);
  if (!isFile(old)) return false;
  renameOverSync(old, path);
  return true;
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function secondName(path: string): string {
  return `${path}.old`;
}

/** A link costs no space; where the file system has none, a copy. */
function keepSecondName(path: string): string {
  const old = secondName(path);
  untilLetGoSync(() => rmSync(old, { force: true }));
  try {
    linkSync(path, old);
  } catch {
    copyFileSync(path, old);
  }
  return old;
}
