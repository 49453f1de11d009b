/** How much is drawn before the app is told. 128 KB of 512 KB in flight measured best (25 MB/s). */
const acknowledgeEachBytes = 131_072;

export interface TerminalFeed {
  /** Begins with what the app has kept of the output: the reply to `sessions.attach`. */
  begin(kept: Uint8Array): void;
  /** Output as it comes. */
  receive(bytes: Uint8Array): void;
}

/**
 * Carries a session's output into a terminal and tells the app how much of it was drawn: each 128 KB, and whenever
 * nothing is left to draw. No byte is lost or doubled at the beginning: output and replies arrive in the order in which
 * the app sends them, so what came before the reply to `attach` is in that reply, and what comes after it is not.
 * @param write draws bytes and says when it has
 * @param acknowledge tells how many bytes more were drawn; what `begin` was given is not counted
 */
export function createTerminalFeed(
  write: (bytes: Uint8Array, onDrawn?: () => void) => void,
  acknowledge: (bytes: number) => void,
): TerminalFeed {
  let hasBegun = false;
  let waitingBytes = 0;
  let drawnBytes = 0;

  const drawn = (bytes: number) => {
    waitingBytes -= bytes;
    drawnBytes += bytes;
    if (drawnBytes < acknowledgeEachBytes && waitingBytes > 0) return;
    acknowledge(drawnBytes);
    drawnBytes = 0;
  };

  return {
    begin: (kept) => {
      hasBegun = true;
      if (kept.length > 0) write(kept);
    },
    receive: (bytes) => {
      if (!hasBegun || bytes.length === 0) return;
      waitingBytes += bytes.length;
      write(bytes, () => drawn(bytes.length));
    },
  };
}
