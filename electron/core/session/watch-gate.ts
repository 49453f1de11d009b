import type { RehearsalWait, SeenOfServer } from '../../shared/rehearsal.ts';
import { pause } from '../cancel.ts';
import { type DialLimit, msUntilAllowed } from '../gate/dials/dial-book.ts';
import type { GateLook } from '../gate/state/look-at-gate.ts';

export interface GateWatch {
  /** Dials once; tells `held` where somebody of ours has opened it meanwhile. */
  readonly look: () => Promise<GateLook>;
  /** When the port was dialled before, oldest first, in milliseconds since 1970. */
  readonly dialledAtMs: readonly number[];
  /** When the last knock of the opening left, on `performance.now()`'s clock. */
  readonly knockedAt: number;
  readonly onWait: (wait: RehearsalWait) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Just after the times that servers are usually told (knockd's cmd_timeout is 10 s), and a door's command takes a moment. */
const looksAfterMs = [0, 5800, 10_800, 15_800, 20_800, 30_800, 45_800, 60_800] as const;
const longestMs = looksAfterMs[looksAfterMs.length - 1] ?? 0;
/** Whatever is known of the gate: somebody who sets up a server does not know its limits yet (rule 4 of the gate). */
const limit: DialLimit = { most: 5, withinMs: 30_000 };
/** A look that is later than this is left out for the next one. */
const latestMs = 1500;
/** A server that shuts as soon as this counts connections, and no seconds. */
const soonestMs = 3000;
const betweenMs = 1000;
/** What was open a moment after the knocks says nothing of what shuts it. */
const leastSaidMs = 1000;
/** A firewall that counts connections has forgotten ours after a minute without one. */
const forgottenAfterMs = 61_000;

/**
 * Watches an open gate that nobody of ours shuts, for a minute at most: does the server shut it by itself, and when? Silence may also
 * be a firewall's that counts connections: one more look tells, a minute later. Cancelled it gives what was seen until then.
 * @returns undefined where somebody of ours is at the gate, or nothing was seen that is worth a word
 */
export async function watchGate(watch: GateWatch): Promise<SeenOfServer | undefined> {
  const { knockedAt, onWait } = watch;
  const afterMs = () => performance.now() - knockedAt;
  const dialledAtMs = [...watch.dialledAtMs];
  let openForMs = 0;
  let fellSilent: SeenOfServer | undefined;
  const isOpenAt = async (dueMs: number): Promise<boolean> => {
    await pause(Math.max(dueMs - afterMs(), msUntilAllowed(dialledAtMs, limit)), watch.signal);
    const dialledAfterMs = afterMs();
    dialledAtMs.push(Date.now());
    const { kind } = await watch.look();
    if (kind === 'held') throw new SomebodyCame();
    if (kind === 'open') openForMs = dialledAfterMs;
    return kind === 'open';
  };
  onWait({ why: 'shuts-itself', untilMs: Date.now() + longestMs - afterMs() });
  try {
    for (const dueMs of looksAfterMs) {
      const allowedMs = afterMs() + msUntilAllowed(dialledAtMs, limit);
      if (dueMs > 0 && dueMs < longestMs && allowedMs > dueMs + latestMs) continue;
      const silentMs = Math.max(dueMs, allowedMs);
      if (await isOpenAt(dueMs)) continue;
      // One lost packet is no shut gate.
      if (await isOpenAt(afterMs() + betweenMs)) continue;
      if (openForMs === 0 && silentMs < soonestMs) {
        if (await isOpenAt(afterMs() + betweenMs)) continue;
        return { kind: 'lets-one-in' };
      }
      fellSilent = { kind: 'shuts-itself', fromS: Math.floor(openForMs / 1000), toS: Math.floor(silentMs / 1000) };
      const connections = dialledAtMs.filter((atMs) => atMs > Date.now() - forgottenAfterMs).length;
      onWait({ why: 'counts-connections', untilMs: Date.now() + forgottenAfterMs });
      if (await isOpenAt(afterMs() + forgottenAfterMs)) return { kind: 'counts-connections', connections };
      return fellSilent;
    }
  } catch (thrown) {
    if (thrown instanceof SomebodyCame) return undefined;
    if (watch.signal?.aborted !== true) throw thrown;
  }
  if (fellSilent !== undefined) return fellSilent;
  if (openForMs < leastSaidMs) return undefined;
  const isCutShort = watch.signal?.aborted === true;
  return { kind: 'stays-open', forS: Math.floor(openForMs / 1000), ...(isCutShort && { isCutShort }) };
}

class SomebodyCame extends Error {}
