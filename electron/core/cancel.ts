import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';

/** The failure of whatever a person, or a signal to the process, has ended. */
export function cancelled(): Failure {
  return new Failure('cancelled', 'Cancelled.');
}

/** @throws Failure `cancelled` when the signal has been raised */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

/** Waits `ms` milliseconds. @throws Failure `cancelled` as soon as the signal is raised */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  throwIfCancelled(signal);
  try {
    await delay(Math.max(0, ms), undefined, signal === undefined ? {} : { signal });
  } catch (thrown) {
    if (signal?.aborted) throw cancelled();
    throw thrown;
  }
}

/** Waits for work that cannot be cancelled itself; its late result is dropped. @throws Failure `cancelled` */
export function cancellable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  // A late failure is dropped like a late result.
  work.catch(() => undefined);
  throwIfCancelled(signal);
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
