import { constants } from 'node:fs';
import { type FileHandle, lstat, open, stat } from 'node:fs/promises';
import { refuseForeign, refuseUnfit, tooLarge } from './unfit-file.ts';

/** A file's bytes, its permission bits, and whose it is. */
export interface FileContent {
  readonly bytes: Buffer;
  readonly mode: number;
  readonly ownerId: number;
}

/** In the person's own files links are `followed`, and what they lead to is looked at; in our data folder none is, and nobody else's file is read. */
export interface FileLimits {
  readonly maximumBytes: number;
  readonly links: 'followed' | 'refused';
}

const chunkBytes = 65_536;

/**
 * The one door through which every file is read that a person, a profile or a folder names. It looks first, so that no
 * device is ever opened (opening some does something); it opens without waiting, since a pipe that nobody writes to
 * would hold one of Node's four file threads for good, and looks again at what it got.
 * @throws UnfitFile where it is no regular file of at most `maximumBytes`, or in our folder somebody else's; NodeJS.ErrnoException
 */
export async function readFileWithin(path: string, { maximumBytes, links }: FileLimits): Promise<FileContent> {
  refuseUnfit(await (links === 'followed' ? stat(path) : lstat(path)), maximumBytes);
  const file = await open(path, constants.O_RDONLY | withoutWaiting | (links === 'followed' ? 0 : withoutLinks));
  try {
    const found = await file.stat();
    refuseUnfit(found, maximumBytes);
    if (links === 'refused') refuseForeign(found);
    return { bytes: await readAll(file, maximumBytes, found.size), mode: found.mode & 0o777, ownerId: found.uid };
  } finally {
    await file.close();
  }
}

/** Windows has neither. Some files of /proc look regular and wait for ever: they give EAGAIN instead. */
export const withoutWaiting = constants.O_NONBLOCK ?? 0;
export const withoutLinks = constants.O_NOFOLLOW ?? 0;

/** However long the file says it is: it may grow, and those of /proc say 0. One byte of room more finds its end. */
async function readAll(file: FileHandle, maximumBytes: number, saidBytes: number): Promise<Buffer> {
  const full: Buffer[] = [];
  let chunk = Buffer.alloc(saidBytes === 0 ? chunkBytes : Math.min(saidBytes, maximumBytes) + 1);
  let used = 0;
  for (let length = 0; length <= maximumBytes; ) {
    const { bytesRead } = await file.read(chunk, used, chunk.length - used);
    if (bytesRead === 0) return Buffer.concat([...full, chunk.subarray(0, used)]);
    used += bytesRead;
    length += bytesRead;
    if (used < chunk.length) continue;
    full.push(chunk);
    chunk = Buffer.alloc(chunkBytes);
    used = 0;
  }
  throw tooLarge(maximumBytes);
}
