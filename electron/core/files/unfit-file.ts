import type { Stats } from 'node:fs';

/**
 * What is there, and is not read: no ordinary file, or too large a one. The message goes on from the file's name, as in
 * `is a pipe, not a file`.
 */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile';
}

/** @throws UnfitFile unless a regular file of at most `maximumBytes` was found */
export function refuseUnfit(found: Stats, maximumBytes: number): void {
  if (!found.isFile()) throw new UnfitFile(whatItIs(found));
  if (found.size > maximumBytes) throw tooLarge(maximumBytes);
}

export function tooLarge(maximumBytes: number): UnfitFile {
  const kibibytes = maximumBytes / 1024;
  return new UnfitFile(`is larger than ${kibibytes < 1024 ? `${kibibytes} KiB` : `${kibibytes / 1024} MiB`}`);
}

function whatItIs(found: Stats): string {
  if (found.isDirectory()) return 'is a folder';
  if (found.isFIFO()) return 'is a pipe, not a file';
  if (found.isSocket()) return 'is a socket, not a file';
  if (found.isSymbolicLink()) return 'is a link, and none is followed here';
  if (found.isCharacterDevice() || found.isBlockDevice()) return 'is a device, not a file';
  return 'is no ordinary file';
}
