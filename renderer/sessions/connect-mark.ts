import type { SessionView } from '../../electron/shared/views/session-view.ts';

/** How the large mark stands. */
export interface ConnectMark {
  readonly state: 'shut' | 'moving' | 'open' | 'stuck';
  /** How many of the knocks have left, 0 to 1. */
  readonly knocked: number;
  /** Everything is sent, and the answer is waited for. */
  readonly isDialling: boolean;
}

/** Reads from a session how the large mark stands: from what was really sent and seen, never from a clock. */
export function connectMark({ timeline, openingSteps, end, ending }: SessionView): ConnectMark {
  let knocked = 0;
  let isDialling = false;
  let isOpen = false;
  let isOnTheWay = false;
  let wasOpen = false;
  for (const entry of timeline) {
    if (entry.event === 'leg') {
      // Each gate on the way has its turn; the mark is raised by the last one alone, which is the session's own.
      isOnTheWay = entry.leg < entry.of;
      if (entry.doing === 'opening') knocked = 0;
    }
    if (entry.event === 'sent' && entry.purpose === 'open') {
      knocked = entry.step / Math.max(openingSteps, entry.of, 1);
      isDialling = false;
    }
    if (entry.event === 'dialled') isDialling = true;
    if (entry.event === 'open') isDialling = false;
    if (isOnTheWay) continue;
    if (entry.event === 'open') isOpen = wasOpen = true;
    if (entry.event === 'shut') isOpen = false;
  }
  if (end !== undefined) {
    const hasFailed = end.kind === 'failed' && end.failure.code !== 'one-time-last';
    const isStuck = ending?.kind === 'open' || ending?.kind === 'unknown' || (hasFailed && !wasOpen);
    const staysOpen =
      ending?.kind === 'held' ||
      ending?.kind === 'delayed' ||
      ending?.kind === 'by-hand' ||
      (ending?.kind === 'left' && ending.why === 'found-open');
    const state = isStuck ? 'stuck' : staysOpen || (ending === undefined && isOpen) ? 'open' : 'shut';
    return { state, knocked, isDialling: false };
  }
  if (isOpen) return { state: 'open', knocked: 1, isDialling: false };
  return { state: 'moving', knocked, isDialling: isDialling && knocked === 1 };
}
