import { createReadStream, fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { usageFailure } from '../usage.ts';

/** Answers that come line by line from a file descriptor, in the order of the questions; undefined when they are used up. */
export function openSecretsDescriptor(fd: number): () => Promise<string | undefined> {
  try {
    fstatSync(fd);
  } catch {
    throw usageFailure(`--secrets-fd ${fd}: there is no such file descriptor`);
  }
  // Not by the door for files: it is open already, and a pipe as a rule.
  const input = createReadStream('', { fd, autoClose: false });
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
