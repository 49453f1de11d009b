/** Looks that lie further apart than this do not show what was in between: whoever looks may have been stopped itself. */
const longestGapMs = 500;

/** How long processes have been seen stopped without a break, by one who looks at them again and again. */
export interface StoppedFor {
  /** Notes a look at `nowMs`, on a clock that never runs backwards. @returns for how long by now, in milliseconds; 0 for one that runs */
  seen(name: string, isStopped: boolean, nowMs: number): number;
}

export function watchStopped(): StoppedFor {
  const looks = new Map<string, { readonly sinceMs: number; readonly lastMs: number }>();
  return {
    seen(name, isStopped, nowMs) {
      if (!isStopped) {
        looks.delete(name);
        return 0;
      }
      const before = looks.get(name);
      const sinceMs = before !== undefined && nowMs - before.lastMs <= longestGapMs ? before.sinceMs : nowMs;
      looks.set(name, { sinceMs, lastMs: nowMs });
      return nowMs - sinceMs;
    },
  };
}
