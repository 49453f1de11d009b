import type { Terminal } from '@xterm/xterm';
import type { WorkAccount } from './work-account.ts';

/** The account counts what has been gone through, in pieces of this size. */
const pieceBytes = 4096;

/** @returns the way to write into a terminal by which it earns what it may work */
export function boundedWriter(terminal: Terminal, account: WorkAccount) {
  return (bytes: Uint8Array, onDrawn?: () => void): void => {
    for (let start = 0; start < bytes.length || start === 0; start += pieceBytes) {
      const piece = bytes.subarray(start, start + pieceBytes);
      const isLast = start + pieceBytes >= bytes.length;
      terminal.write(piece, () => {
        account.earn(piece.length);
        if (isLast) onDrawn?.();
      });
    }
  };
}
