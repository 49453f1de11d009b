import { cancelled } from '../../cancel.ts';
import type { Line } from './line.ts';

/**
 * Whether the other end of a fresh connection says anything within so many milliseconds: an SSH server speaks first (RFC 4253, 4.2). What
 * it says stays to be read.
 * @returns false also where it hangs up before
 * @throws Failure `cancelled`
 */
export function greets(line: Line, withinMs: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      line.off('readable', onReadable);
      for (const event of ['end', 'close', 'error'] as const) line.off(event, onEnd);
      // A stream forgets a moment later that it was listened to in this way; whoever reads it then finds it as it was.
      setImmediate(settle);
    };
    const onReadable = () => {
      const said: unknown = line.read();
      if (said === null) return;
      line.unshift(said);
      finish(() => resolve(true));
    };
    const onEnd = () => finish(() => resolve(false));
    const onAbort = () => finish(() => reject(cancelled()));
    const timer = setTimeout(onEnd, withinMs);
    if (line.destroyed || line.readableEnded) return onEnd();
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    for (const event of ['end', 'close', 'error'] as const) line.once(event, onEnd);
    line.on('readable', onReadable);
  });
}
