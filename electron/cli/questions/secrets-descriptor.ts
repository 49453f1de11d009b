import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { isatty, ReadStream } from 'node:tty';
import { Failure } from '../../shared/failure.ts';
import { usageFailure } from '../usage.ts';

/** In bytes. Hundreds of answers; what is longer is another file, or a writer that never ends. */
const mostRead = 64 * 1024;

/**
 * The lines of a file descriptor, one after the other; undefined at its end.
 * @throws Failure `usage` where it cannot be read, is no text, or has more than 64 KiB; nothing of it is quoted
 */
export function openSecretsDescriptor(fd: number): () => Promise<string | undefined> {
  let input: NodeJS.ReadableStream;
  try {
    input = inputOf(fd);
  } catch {
    throw usageFailure(`--secrets-fd ${fd}: there is no such file descriptor`);
  }
  const nextLine = linesOf(input, `--secrets-fd ${fd}`);
  return async () => {
    try {
      return await nextLine();
    } catch (thrown) {
      if (thrown instanceof Failure) throw thrown;
      throw usageFailure(`--secrets-fd ${fd}: the file descriptor cannot be read`);
    }
  };
}

/** No generator: one that waits would hold the lines that it has given. */
function linesOf(input: NodeJS.ReadableStream, name: string): () => Promise<string | undefined> {
  // A byte that is no text would be sent as another one, and a mark at the beginning (Windows' editors) as part of a password.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Buffer): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw usageFailure(`${name}: what it holds is no text in UTF-8`);
    }
  };
  const chunks = input[Symbol.asyncIterator]();
  const lines: string[] = [];
  let read = 0;
  let rest = '';
  let isOver = false;
  const readOn = async () => {
    const { value, done } = await chunks.next();
    if (done === true) {
      isOver = true;
      const last = rest + decode();
      if (last !== '') lines.push(last);
      rest = '';
      return;
    }
    const bytes = Buffer.from(value);
    read += bytes.length;
    if (read > mostRead) throw usageFailure(`${name}: it holds more than 64 KiB, and answers are short`);
    const parts = `${rest}${decode(bytes)}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => line.replace(/\r$/, '')));
  };
  return async () => {
    while (lines.length === 0 && !isOver) await readOn();
    return lines.shift();
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
