/** The last of a session's output, for a window that starts again. */
export interface Scrollback {
  push(bytes: Uint8Array): void;
  clear(): void;
  /** At most `mostBytes`, from the beginning of a line where something was left out and there is one. */
  read(): Uint8Array;
}

const mostBytes = 524_288;
const blockBytes = 65_536;
const lineFeed = 0x0a;
/** Rather than a longer one half a line is shown. */
const longestLine = 16_384;

/** Copies what it keeps: a few bytes that a server sends one by one would each hold a large buffer otherwise. */
export function createScrollback(): Scrollback {
  const blocks: Uint8Array[] = [];
  let usedOfLast = blockBytes;
  let hasForgotten = false;

  return {
    push(bytes) {
      let rest = bytes;
      while (rest.length > 0) {
        if (usedOfLast === blockBytes) {
          blocks.push(new Uint8Array(blockBytes));
          usedOfLast = 0;
        }
        const part = rest.subarray(0, blockBytes - usedOfLast);
        blocks.at(-1)?.set(part, usedOfLast);
        usedOfLast += part.length;
        rest = rest.subarray(part.length);
        if (blocks.length * blockBytes > mostBytes + blockBytes) {
          blocks.shift();
          hasForgotten = true;
        }
      }
    },
    clear() {
      blocks.length = 0;
      usedOfLast = blockBytes;
      hasForgotten = false;
    },
    read() {
      const all = new Uint8Array(Math.max(0, (blocks.length - 1) * blockBytes + usedOfLast));
      if (blocks.length === 0) return new Uint8Array();
      blocks.forEach((block, index) => {
        const isLast = index === blocks.length - 1;
        all.set(isLast ? block.subarray(0, usedOfLast) : block, index * blockBytes);
      });
      const from = Math.max(0, all.length - mostBytes);
      if (from === 0 && !hasForgotten) return all;
      const lineEnd = all.indexOf(lineFeed, Math.max(0, from - 1));
      const isNear = lineEnd !== -1 && lineEnd - from < longestLine;
      return all.slice(isNear ? lineEnd + 1 : from);
    },
  };
}
