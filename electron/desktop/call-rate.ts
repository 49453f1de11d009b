/** How often something may be asked for. */
export interface CallRate {
  /** Counts one more. @returns whether it is within the rate */
  mayCall(): boolean;
}

/** @param nowMs a clock that only goes on */
export function createCallRate(most: number, withinMs: number, nowMs: () => number): CallRate {
  let calls: number[] = [];
  return {
    mayCall() {
      const now = nowMs();
      calls = calls.filter((atMs) => now - atMs < withinMs);
      calls.push(now);
      // Those refused count too, but nobody needs to know how many.
      if (calls.length > most + 1) calls.shift();
      return calls.length <= most;
    },
  };
}
