import { isIP } from 'node:net';
import { asFailure, Failure } from '../../shared/failure.ts';
import { type GatePlan, wayInOf } from '../../shared/gate-plan.ts';
import type { GateEnding, LegHappening, Observer } from '../../shared/timeline.ts';
import type { GateOptions } from '../gate/gate-context.ts';
import type { GateHold } from '../gate/holding/hold-once.ts';
import { dial } from '../gate/reach/dialler.ts';
import type { Reach } from '../gate/reach/reach.ts';
import { reachByHop } from '../hop/hop-reach.ts';
import type { Services } from '../services.ts';
import type { LiveConnection } from '../ssh/live-connection.ts';
import { openSshSession, type SshSession } from '../ssh/ssh-session.ts';
import { type FailedSession, type GatedSession, type LoginChoice, openGatedSession } from './gated-session.ts';
import { rememberAnswers } from './remembered-answers.ts';

/** One gate on a way, and the login behind it. */
export interface Leg {
  /** The profile's, for people. */
  readonly name: string;
  readonly plan: GatePlan;
  readonly services: Services;
  readonly login: LoginChoice;
  /** Hears of this gate alone. */
  readonly observer: Observer;
  /** As in GateOptions. */
  readonly confirmLast?: GateOptions['confirmLast'];
  /** Somebody is let in behind the gate. */
  readonly onLoggedIn?: (() => void) | undefined;
  /** How its gate ended, or why it never opened. Waited for before the next gate is shut; must not fail. */
  readonly over?: ((outcome: LegOutcome) => Promise<void>) | undefined;
}

export interface LegOutcome {
  readonly ending?: GateEnding | undefined;
  /** To be released once more where `ending` says `delayed` or `by-hand`. */
  readonly hold?: GateHold | undefined;
  readonly failure?: Failure | undefined;
  /** Why the shutting itself came to no end. */
  readonly endingFailure?: Failure | undefined;
}

export type Signals = Omit<GateOptions, 'observer' | 'confirmLast'>;

export interface Way {
  /** Of the last hop; undefined where there is none. */
  readonly reach: Reach | undefined;
  /** To the first hop. */
  readonly connection: LiveConnection | undefined;
  /** Ends the sessions on the hops and shuts their gates, the innermost first. @returns how those ended, in that order */
  end(): Promise<readonly GateEnding[]>;
}

/**
 * Opens the gates of the first `count` legs, one after the other, and logs in behind each.
 * @param legs the whole way, the outermost first
 * @returns the way, or why there is none and what became of the gates that were open by then
 */
export async function openHops(legs: readonly Leg[], count: number, signals: Signals): Promise<Way | FailedSession> {
  const passed: (() => Promise<GateEnding>)[] = [];
  let reach: Reach | undefined;
  let connection: LiveConnection | undefined;
  const end = () => endAll(passed);
  for (const [index, leg] of legs.slice(0, count).entries()) {
    announce(legs, index, 'opening');
    const remembered = rememberAnswers(leg.login.questions);
    const login = { ...leg.login, questions: remembered.asking };
    const options = { ...signals, observer: withoutReady(leg.observer), confirmLast: leg.confirmLast };
    const session = await openGatedSession(through(leg.services, reach), leg.plan, login, options).catch(
      async (thrown) => {
        await end().catch(() => undefined);
        throw thrown;
      },
    );
    if ('failure' in session) {
      await leg.over?.(session);
      const endings = await end();
      return { failure: session.failure, hold: undefined, ending: session.ending ?? endings[0] };
    }
    leg.onLoggedIn?.();
    connection ??= session.ssh.connection;
    passed.push(() => endLeg(legs, index, session));
    const again = { leg: { ...leg, login: { ...login, questions: remembered.repeating } }, session, reach };
    reach = await reachByHop({
      via: wayTo(legs.slice(0, index + 1)),
      ssh: session.ssh,
      connectAgain: () => connectAgain(again),
    });
  }
  return { reach, connection, end };
}

/** The same services with every gate reached by way of a hop, where there is one. */
export function through(services: Services, reach: Reach | undefined): Services {
  return reach === undefined ? services : { ...services, gatekeeper: services.gatekeeper.byWayOf(reach) };
}

/** Says whose gate the next happenings are about; where there is but one it goes without saying. */
export function announce(legs: readonly Leg[], index: number, doing: LegHappening['doing']): void {
  const leg = legs[index];
  if (leg === undefined || legs.length < 2) return;
  const { name, observer, plan } = leg;
  observer.happened({ event: 'leg', name, host: plan.host, leg: index + 1, of: legs.length, doing });
}

function wayTo(legs: readonly Leg[]): Reach['via'] & object {
  const way = wayInOf(legs.map(({ name, plan: { host, port } }) => ({ name, host, port })));
  if (way === undefined) throw new Failure('internal', 'A way by no jump host has no end.');
  return way;
}

/** Ends a session of a way and tells its leg of it. @throws Failure of the shutting, after that */
export async function endLeg(legs: readonly Leg[], index: number, session: GatedSession): Promise<GateEnding> {
  const leg = legs[index];
  announce(legs, index, 'closing');
  try {
    const ending = await session.end();
    await leg?.over?.({ ending, hold: session.hold });
    return ending;
  } catch (thrown) {
    await leg?.over?.({ endingFailure: asFailure(thrown) });
    throw thrown;
  }
}

/** One after the other, each of them whatever became of the others. @throws the first Failure, after all */
async function endAll(passed: readonly (() => Promise<GateEnding>)[]): Promise<readonly GateEnding[]> {
  const endings: GateEnding[] = [];
  const failures: Failure[] = [];
  for (const endOne of passed.toReversed()) {
    try {
      endings.push(await endOne());
    } catch (thrown) {
      failures.push(asFailure(thrown));
    }
  }
  if (failures[0] !== undefined) throw failures[0];
  return endings;
}

/** A hop that was logged in to is no session yet. */
function withoutReady(observer: Observer): Observer {
  return { ...observer, happened: (happening) => happening.event === 'ready' || observer.happened(happening) };
}

interface Again {
  readonly leg: Leg;
  readonly session: GatedSession;
  readonly reach: Reach | undefined;
}

/** A second connection through a gate that is held open. It is not cancelled: it may be what shuts a gate. */
async function connectAgain({ leg: { plan, login, services }, session, reach }: Again): Promise<SshSession> {
  const { address } = session.hold;
  const { host, port } = plan;
  const dialAt = reach?.dial ?? dial;
  const dialled = await dialAt({ address, family: isIP(address) === 6 ? 6 : 4, port, waitMs: againMs });
  if (dialled.kind === 'answered') {
    return openSshSession({ ...login, socket: dialled.socket, host, port, address, hostKeys: services.hostKeys });
  }
  throw new Failure(
    'hop-unusable',
    `${host} takes no second connection, and without a program there it takes one to knock.`,
    {
      remedy: 'Install knock, nc or bash on the jump host.',
    },
  );
}

const againMs = 3000;
