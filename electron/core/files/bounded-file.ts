import { open, stat } from 'node:fs/promises';

/** A file's bytes and its permission bits, or why there are none. */
export type BoundedFile =
  | { readonly kind: 'read'; readonly bytes: Buffer; readonly mode: number }
  | { readonly kind: 'folder' | 'special' | 'too-large' };

/**
 * Reads a file of at most `maximumBytes`, so that a name that leads to something endless costs neither memory nor time.
 * A device such as /dev/null is read as a file; a pipe or a socket is `special`, since opening it could wait for ever.
 * @throws what the file system says: NodeJS.ErrnoException with its `code`
 */
export async function readBoundedFile(path: string, maximumBytes: number): Promise<BoundedFile> {
  const { mode, isFolder, isReadable } = await kindOf(path);
  if (isFolder) return { kind: 'folder' };
  if (!isReadable) return { kind: 'special' };
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(maximumBytes + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) return { kind: 'read', bytes: Buffer.from(bytes.subarray(0, length)), mode };
      length += bytesRead;
    }
    return { kind: 'too-large' };
  } finally {
    await file.close();
  }
}

async function kindOf(path: string) {
  const found = await stat(path);
  return {
    mode: found.mode & 0o777,
    isFolder: found.isDirectory(),
    isReadable: found.isFile() || found.isCharacterDevice(),
  };
}
