import type { FailureCode } from '../../../shared/failure.ts';
import type { SessionView } from '../../../shared/views/session-view.ts';

/** The tries to bring a lost session back by itself. */
export interface ReconnectSeries {
  readonly lostAtMs: number;
  readonly tries: number;
  /** The network was away since, or is another one: a gate that stays shut may open in a while. */
  readonly hasNetworkChanged: boolean;
}

type EndedSession = Pick<SessionView, 'startedAtMs' | 'timeline' | 'end'>;

const pausesMs = [1000, 2000, 5000, 10_000, 30_000] as const;
const longestPauseMs = 30_000;
const givenUpAfterMs = 300_000;
/** A server that hangs up right after each login must not be tried without end: only a session that lasted begins afresh. */
const lastedMs = 30_000;
/** Without a network nothing can be looked up either. */
const withoutNetwork: readonly FailureCode[] = ['local-network', 'name-unknown'];

/**
 * What follows when a tab's session has ended: the series to go on with; undefined when it ends there. It begins with a
 * connection that was lost under a terminal, and goes on only over what a network does by itself: never over a login, a host
 * key or a question.
 * @param before the series that the session belonged to
 */
export function seriesAfter(
  session: EndedSession,
  before: ReconnectSeries | undefined,
  nowMs: number,
): ReconnectSeries | undefined {
  if (session.end?.kind !== 'failed') return undefined;
  const { code } = session.end.failure;
  const ready = session.timeline.find(({ event }) => event === 'ready');
  if (code === 'connection-lost' && ready !== undefined) {
    const hasLasted = nowMs - (session.startedAtMs + ready.atMs) >= lastedMs;
    return before === undefined || hasLasted ? { lostAtMs: nowMs, tries: 0, hasNetworkChanged: false } : before;
  }
  if (before === undefined || session.timeline.some(({ event }) => event === 'asking')) return undefined;
  if (withoutNetwork.includes(code)) return { ...before, hasNetworkChanged: true };
  const isNetworks = code === 'connection-lost' || (code === 'gate-stayed-shut' && before.hasNetworkChanged);
  return isNetworks ? before : undefined;
}

/** How long to wait before the next try, in milliseconds; undefined: the series has lasted long enough. */
export function pauseBeforeTry({ lostAtMs, tries }: ReconnectSeries, nowMs: number): number | undefined {
  const pauseMs = pausesMs[tries] ?? longestPauseMs;
  return nowMs + pauseMs - lostAtMs > givenUpAfterMs ? undefined : pauseMs;
}
