import { describe, expect, it, onTestFinished } from 'vitest';
import { cancellable, pause, throwIfCancelled } from '../../../electron/core/cancel.ts';
import { failureOf } from '../../support/failure-of.ts';

describe('what is cancelled', () => {
  it('ends a pause at once', async () => {
    const cancel = new AbortController();
    const paused = failureOf(pause(60_000, cancel.signal));
    cancel.abort();
    expect((await paused).code).toBe('cancelled');
    expect((await failureOf(pause(0, cancel.signal))).code).toBe('cancelled');
  });

  it('no longer waits for work, whose late failure is nobody’s', async () => {
    const cancel = new AbortController();
    let fail: (reason: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const waited = failureOf(cancellable(work, cancel.signal));
    cancel.abort();
    expect((await waited).code).toBe('cancelled');
    fail(new Error('late'));
    await expect(work).rejects.toThrow('late');
  });

  it('is cancelled before it begins', async () => {
    const signal = AbortSignal.abort();
    expect((await failureOf(() => throwIfCancelled(signal))).code).toBe('cancelled');
    expect((await failureOf(() => cancellable(Promise.resolve(1), signal))).code).toBe('cancelled');
  });

  it('has nobody who would miss the failure of what it did not wait for', async () => {
    const missed: unknown[] = [];
    const note = (reason: unknown) => void missed.push(reason);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    await failureOf(() => cancellable(Promise.reject(new Error('late')), AbortSignal.abort()));
    await new Promise((resolve) => setImmediate(resolve));
    expect(missed).toEqual([]);
  });
});

describe('what is not cancelled', () => {
  it('goes its way', async () => {
    const { signal } = new AbortController();
    throwIfCancelled(signal);
    throwIfCancelled(undefined);
    expect(await cancellable(Promise.resolve(1), signal)).toBe(1);
    expect(await cancellable(Promise.resolve(2), undefined)).toBe(2);
    await expect(cancellable(Promise.reject(new Error('own')), signal)).rejects.toThrow('own');
    await pause(-5, signal);
  });

  it('pauses as long as it is told', async () => {
    const startedAt = performance.now();
    await pause(30);
    // A timer may come a millisecond early by this clock.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(28);
  });
});
