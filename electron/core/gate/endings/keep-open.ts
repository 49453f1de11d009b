import { asFailure, type Failure } from '../../../shared/failure.ts';
import { pause } from '../../cancel.ts';
import type { GateOptions } from '../gate-context.ts';
import type { GateRenewal } from './renew-gate.ts';

/** Dialling after the knocks, and a slow firewall command. */
const marginMs = 3000;
/** A server counts whole seconds, and takes a moment to shut. */
const graceMs = 700;

/**
 * Keeps a gate from running out while somebody needs to dial through it: knocks it again shortly before the server shuts
 * it, and looks, once its earlier time is over, whether that has helped. Established sessions need none of it.
 * @param renewal undefined at a gate that does not shut by itself
 * @param onFailed hears why it could not be knocked again; it then runs out
 * @returns ends the keeping; what is being knocked then is broken off
 */
export function keepOpen(
  renewal: GateRenewal | undefined,
  { observer }: Pick<GateOptions, 'observer'>,
  onFailed: (failure: Failure) => void = () => undefined,
): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  const keep = async ({ runsOutAtMs, knocksForMs, onlyIfShut, renew }: GateRenewal) => {
    let knownMs: number | undefined = runsOutAtMs;
    while (knownMs !== undefined) {
      const before: number = knownMs;
      if (!onlyIfShut) {
        const leftMs = before - Date.now();
        await pause(leftMs - Math.min(leftMs / 2, knocksForMs + marginMs), signal);
        knownMs = await renew(before, 'before', { observer, signal });
        if (knownMs === undefined) return;
      }
      await pause(before + graceMs - Date.now(), signal);
      knownMs = await renew(knownMs, 'only-if-shut', { observer, signal });
      // The server has not shut it when it was said to: that is looked at again, and not at once.
      if (onlyIfShut && knownMs === before) await pause(marginMs, signal);
    }
  };
  if (renewal !== undefined) {
    keep(renewal).catch((thrown) => {
      const failure = asFailure(thrown);
      if (failure.code !== 'cancelled') onFailed(failure);
    });
  }
  return () => stopped.abort();
}
