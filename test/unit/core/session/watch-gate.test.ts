import { beforeEach, describe, expect, it, vi } from 'vitest';
import { throwIfCancelled } from '../../../../electron/core/cancel.ts';
import { watchGate } from '../../../../electron/core/session/watch-gate.ts';

// The clock is the test's: a pause is over at once.
vi.mock('../../../../electron/core/cancel.ts', async (original) => ({
  ...(await original<object>()),
  pause: (ms: number, signal?: AbortSignal) => {
    throwIfCancelled(signal);
    vi.advanceTimersByTime(Math.max(0, ms));
    return Promise.resolve();
  },
}));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  return () => vi.useRealTimers();
});

/** Watches a gate that was looked at and dialled before. `isOpen` by the seconds since, and how many looks there were. */
async function watching(isOpen: (afterS: number, look: number) => boolean, cancelAfterS = Number.POSITIVE_INFINITY) {
  const beganAt = performance.now();
  const cancel = new AbortController();
  const dialsMs = [-1000, 300];
  const waits: string[] = [];
  const seen = await watchGate({
    look: () => {
      const atMs = performance.now() - beganAt;
      dialsMs.push(atMs);
      if (atMs > 1000 * cancelAfterS) cancel.abort();
      return Promise.resolve(
        isOpen(atMs / 1000, dialsMs.length) ? { kind: 'open' } : { kind: 'shut', answer: undefined },
      );
    },
    dialledAtMs: [-1000, 300].map((atMs) => Date.now() + atMs),
    knockedAt: beganAt,
    onWait: ({ why }) => waits.push(why),
    signal: cancel.signal,
  });
  const within30S = dialsMs.map((atMs) => dialsMs.filter((other) => other >= atMs && other < atMs + 30_000).length);
  return { seen, waits, endS: (performance.now() - beganAt) / 1000, most: Math.max(...within30S) };
}

describe('a gate that nobody of ours shuts', () => {
  it.each([
    [2, 0, 5],
    [10, 5, 10],
    [30, 10, 30],
    [60, 45, 60],
  ])('and the server after %i s is seen to', async (opensForS, fromS, toS) => {
    const { seen, waits, endS, most } = await watching((afterS) => afterS < opensForS + 0.3);
    expect(seen).toEqual({ kind: 'shuts-itself', fromS, toS });
    expect(waits).toEqual(['shuts-itself', 'counts-connections']);
    expect(most).toBeLessThanOrEqual(5);
    expect(endS).toBeLessThan(130);
  });

  it('and that lets one in is told at once', async () => {
    const { seen, endS, most } = await watching(() => false);
    expect(seen).toEqual({ kind: 'lets-one-in' });
    expect(endS).toBeLessThan(3);
    expect(most).toBe(5);
  });

  it('is open still after a minute', async () => {
    const { seen, waits, endS, most } = await watching(() => true);
    expect(seen).toEqual({ kind: 'stays-open', forS: 60 });
    expect([waits, most]).toEqual([['shuts-itself'], 5]);
    expect(endS).toBeLessThan(62);
  });

  it('and below a limit of connections is told from one that shuts', async () => {
    const { seen } = await watching((afterS, look) => look < 4 || afterS > 60);
    expect(seen).toEqual({ kind: 'counts-connections', connections: 5 });
  });

  it('is not shut by one lost packet', async () => {
    expect((await watching((_, look) => look !== 4)).seen).toMatchObject({ kind: 'stays-open' });
  });

  it('is said to shut by itself where the last wait is cancelled, and nothing where the first is', async () => {
    const { seen } = await watching((afterS) => afterS < 10.3, 11.5);
    expect(seen).toEqual({ kind: 'shuts-itself', fromS: 5, toS: 10 });
    expect((await watching(() => true, -1)).seen).toBeUndefined();
  });

  it('is told as far as it was seen when that is cancelled', async () => {
    const { seen, endS } = await watching(() => true, 10);
    expect(seen).toEqual({ kind: 'stays-open', forS: 10, isCutShort: true });
    expect(endS).toBeLessThan(11);
  });
});
