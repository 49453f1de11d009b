export interface OutputFlowOptions {
  /** Takes bytes away; they are drawn some time later. */
  send(bytes: Uint8Array): void;
  /** Has the source stop; what it had under way may still come. */
  pause(): void;
  resume(): void;
  /** Runs a task a few milliseconds later: what comes until then is gathered. */
  schedule(task: () => void): void;
}

/** The way of a session's output to the terminal that draws it. */
export interface OutputFlow {
  push(bytes: Uint8Array): void;
  /** So many of the bytes that were sent have been drawn. */
  drawn(count: number): void;
  /** Something was sent and is not drawn. */
  isUndrawn(): boolean;
  /** Somebody begins anew to draw: what was sent counts as drawn, and what waits is dropped. */
  restart(): void;
}

/** How much may be sent and not drawn: 512 KB measured best. */
const mostInFlight = 524_288;
/** The source runs again well before the terminal is idle. */
const resumesAt = 262_144;
const largestChunk = 65_536;

/**
 * Sends output at once after a pause and gathers it within a burst; pauses the source when the terminal has not drawn
 * what it has, so that an endless output neither fills memory nor delays Ctrl-C. It knows neither Node nor the page.
 */
export function createOutputFlow({ send, pause, resume, schedule }: OutputFlowOptions): OutputFlow {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let inFlight = 0;
  let isPaused = false;
  let isGathering = false;

  /** A copy of its own: a view would drag the whole buffer behind it across the border. */
  const take = (count: number): Uint8Array => {
    const chunk = new Uint8Array(count);
    let filled = 0;
    let used = 0;
    for (const part of waiting) {
      const fits = Math.min(part.length, count - filled);
      chunk.set(part.subarray(0, fits), filled);
      filled += fits;
      if (fits < part.length) waiting[used] = part.subarray(fits);
      else used += 1;
      if (filled === count) break;
    }
    waiting.splice(0, used);
    waitingBytes -= count;
    return chunk;
  };

  const flush = () => {
    while (waitingBytes > 0 && inFlight < mostInFlight) {
      const chunk = take(Math.min(waitingBytes, largestChunk, mostInFlight - inFlight));
      inFlight += chunk.length;
      send(chunk);
    }
    steer();
  };

  const steer = () => {
    const undrawn = inFlight + waitingBytes;
    if (!isPaused && undrawn >= mostInFlight) {
      isPaused = true;
      pause();
    } else if (isPaused && undrawn <= resumesAt) {
      isPaused = false;
      resume();
    }
  };

  const gather = () => {
    if (isGathering) return;
    isGathering = true;
    schedule(() => {
      isGathering = false;
      if (waitingBytes === 0) return;
      flush();
      // What is left waits for the terminal, not for the burst's end.
      if (waitingBytes === 0) gather();
    });
  };

  return {
    push(bytes) {
      if (bytes.length === 0) return;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (isGathering && waitingBytes < largestChunk) return steer();
      flush();
      gather();
    },
    drawn(count) {
      inFlight = Math.max(0, inFlight - count);
      // Within a burst a small rest waits for the burst's end.
      if (waitingBytes >= largestChunk || !isGathering) flush();
      else steer();
    },
    isUndrawn: () => inFlight > 0,
    restart() {
      waiting = [];
      waitingBytes = 0;
      inFlight = 0;
      steer();
    },
  };
}
