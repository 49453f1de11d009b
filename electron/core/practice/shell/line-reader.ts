import { setImmediate as turn } from 'node:timers/promises';
import type { TextSource } from './text-stream.ts';

/** A longer line is handed on in parts, so that a source without line ends cannot fill the memory. */
const longestLine = 65_536;

/** After so many lines everything else on the event loop has its turn. */
const linesATurn = 512;

export interface LineReader extends TextSource {
  /**
   * The next line with its line end, where it has one; at most `longestLine` characters. Undefined at the end.
   * @throws Failure `cancelled`
   */
  readLine(): Promise<string | undefined>;
}

/**
 * Reads a source line by line; `read` gives what was not yet taken as a line, then the source's own pieces.
 * @param beforeWaiting called before the source is asked for more, for what is not to wait with it
 */
export function createLineReader(source: TextSource, beforeWaiting?: () => Promise<void>): LineReader {
  let text = '';
  let position = 0;
  let searched = 0;
  let lines = 0;

  function take(end: number): string {
    const taken = text.slice(position, end);
    position = end;
    searched = end;
    return taken;
  }

  return {
    async readLine() {
      lines += 1;
      if (lines % linesATurn === 0) await turn();
      for (;;) {
        const end = text.indexOf('\n', searched);
        if (end >= 0 && end - position < longestLine) return take(end + 1);
        if (text.length - position >= longestLine) return take(position + longestLine);
        searched = text.length;
        await beforeWaiting?.();
        const more = await source.read();
        if (more === undefined) return position < text.length ? take(text.length) : undefined;
        searched -= position;
        text = text.slice(position) + more;
        position = 0;
      }
    },
    read() {
      return position < text.length ? Promise.resolve(take(text.length)) : source.read();
    },
  };
}

/** A line without its line end. */
export function withoutEnd(line: string): string {
  return line.replace(/\r?\n$/, '');
}
