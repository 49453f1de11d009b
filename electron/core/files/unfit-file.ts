import type { Stats } from 'node:fs';

/**
 * What is there, and is not read: no ordinary file, too large a one, or somebody else's. The message goes on from the file's name, as in
 * `is a pipe, not a file`.
 */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile';
}

/** By which a folder that everybody writes to keeps each user's files apart. */
const stickyBit = 0o1000;

/** What lies in our data folder, and is another user's. */
export class ForeignFile extends UnfitFile {}

/** @throws UnfitFile unless a regular file of at most `maximumBytes` was found */
export function refuseUnfit(found: Stats, maximumBytes: number): void {
  if (!found.isFile()) throw new UnfitFile(whatItIs(found));
  if (found.size > maximumBytes) throw tooLarge(maximumBytes);
}

/**
 * For what lies in our data folder: somebody else's is not used, as sshd(8) does with StrictModes. Root's is, since root can do
 * anything anyway.
 * @throws ForeignFile where it belongs to another user; never on Windows, which has no such owners
 */
export function refuseForeign({ uid }: Pick<Stats, 'uid'>): void {
  const own = process.geteuid?.() ?? 0;
  if (uid !== own && uid !== 0) throw new ForeignFile(`belongs to another user (number ${uid}; you are ${own})`);
}

/** @throws UnfitFile unless it is a folder that one user may have alone: the system's `/tmp` is not made somebody's own */
export function refuseNoFolder(found: Stats): void {
  if (!found.isDirectory()) throw new UnfitFile('is not a folder');
  if ((found.mode & stickyBit) !== 0) throw new UnfitFile('is a folder that all users share');
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
