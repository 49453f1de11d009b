import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { isatty, ReadStream } from 'node:tty';
import { usageFailure } from '../usage.ts';

/** The lines of a file descriptor, one after the other; undefined at its end. */
export function openSecretsDescriptor(fd: number): () => Promise<string | undefined> {
  let input: NodeJS.ReadableStream;
  try {
    input = inputOf(fd);
  } catch {
    throw usageFailure(`--secrets-fd ${fd}: there is no such file descriptor`);
  }
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  return async () => {
    try {
      const next = await lines.next();
      return next.done ? undefined : next.value;
    } catch {
      throw usageFailure(`--secrets-fd ${fd}: the file descriptor cannot be read`);
    }
  };
}

/**
 * What may never end (a pipe whose writer stays, a terminal) is not read by one of Node's file threads, which would still
 * wait there at the end. Standard input has a reader already, and Windows' pipes are not told from files.
 */
function inputOf(fd: number): NodeJS.ReadableStream {
  const found = fstatSync(fd);
  const isOrdinary = fd === process.stdin.fd || process.platform === 'win32';
  if (!isOrdinary && isatty(fd)) return new ReadStream(fd);
  if (!isOrdinary && (found.isFIFO() || found.isSocket())) return new Socket({ fd, readable: true, writable: false });
  return createReadStream('', { fd, autoClose: false });
}
