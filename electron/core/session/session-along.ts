import type { GateEnding } from '../../shared/timeline.ts';
import { worstEnding } from '../gate/closing/shut-by-hand.ts';
import type { LiveConnection } from '../ssh/live-connection.ts';
import { type FailedSession, type GatedSession, openGatedSession } from './gated-session.ts';
import { announce, endLeg, type Leg, openHops, type Signals, through } from './hops.ts';

/** A session, and the connection from here on which it and all of its way depend. */
export interface SessionAlong extends GatedSession {
  /** undefined where it has gone already. */
  readonly connection: LiveConnection | undefined;
}

/**
 * Goes from host to host: opens a gate, logs in, and knocks at the next gate from there (rules 9 and 10 of the gate). The
 * gates are shut in reverse order, each while the connection that reaches it lives, whatever ended the way.
 * @param hops the jump hosts, the outermost first; none for a gate that is reached from here
 * @returns the session, or why there is none and what became of the gates
 */
export async function openSessionAlong(
  hops: readonly Leg[],
  target: Leg,
  signals: Signals,
): Promise<SessionAlong | FailedSession> {
  const legs = [...hops, target];
  const way = await openHops(legs, hops.length, signals);
  if ('failure' in way) return way;
  announce(legs, hops.length, 'opening');
  const options = { ...signals, observer: target.observer, confirmLast: target.confirmLast };
  const reached = through(target.services, way.reach);
  const session = await openGatedSession(reached, target.plan, target.login, options).catch(async (thrown) => {
    await way.end().catch(() => undefined);
    throw thrown;
  });
  if ('failure' in session) {
    await target.over?.(session);
    const { failure, hold, ending } = session;
    return { failure, hold, ending: wholeEnding(ending, await way.end()) };
  }
  target.onLoggedIn?.();
  return {
    ...session,
    connection: way.connection ?? session.ssh.connection,
    async end() {
      let inner: GateEnding | undefined;
      let outer: readonly GateEnding[] = [];
      try {
        inner = await endLeg(legs, hops.length, session);
      } finally {
        outer = await way.end();
      }
      return wholeEnding(inner, outer) ?? inner;
    },
  };
}

/** What a person must know of all gates of a way: how the one of the session ended, unless another may be open. */
function wholeEnding(inner: GateEnding | undefined, outer: readonly GateEnding[]): GateEnding | undefined {
  const troubles = [inner, ...outer].filter((ending) => ending?.kind === 'open' || ending?.kind === 'unknown');
  if (troubles.length > 0) return worstEnding(troubles.filter((ending) => ending !== undefined));
  return inner ?? outer[0];
}
