import { asFailure, Failure } from '../../shared/failure.ts';
import type { GatePlan } from '../../shared/gate-plan.ts';
import { failedHappening, type GateEnding } from '../../shared/timeline.ts';
import { keepOpen } from '../gate/endings/keep-open.ts';
import type { GateOptions } from '../gate/gate-context.ts';
import type { GateHold } from '../gate/holding/hold-once.ts';
import { accepted } from '../gate/reach/host-answer.ts';
import type { Services } from '../services.ts';
import { openSshSession, type SessionPlan, type SshSession } from '../ssh/ssh-session.ts';

/** A session behind a gate that it holds open. */
export interface GatedSession {
  readonly ssh: SshSession;
  /** To be released once more where `end` says `delayed` or `by-hand`. */
  readonly hold: GateHold;
  /** Ends the session and lets go of the gate: the last one shuts it. Must be called, however the session ended. */
  end(): Promise<GateEnding>;
}

/** What is said of the gate after a session that never came to be. */
export interface FailedSession {
  readonly failure: Failure;
  /** As a session's; undefined when there was none, or nobody has to release it any more. */
  readonly hold: GateHold | undefined;
  /** undefined when the gate never opened. */
  readonly ending: GateEnding | undefined;
}

export type LoginChoice = Omit<
  SessionPlan,
  'socket' | 'host' | 'port' | 'address' | 'hostKeys' | 'onGreeted' | 'onKey' | 'signal'
>;

type LoginHearers = Pick<SessionPlan, 'onGreeted' | 'onKey'>;

const silent = { observer: { happened: () => undefined, noticed: () => undefined } };

/** Knocked all the same, a gate behind something that takes every connection opens soon or not at all. */
const knockingAnywayS = 5;

/**
 * Opens the gate and logs in over the dial that proved it open. When the login fails the gate is shut again. A port that was open before
 * any knock, and on which no SSH server speaks, may be that of something in front of the gate: the gate is knocked all the same, and is
 * open when somebody speaks.
 * @returns the session, or why there is none and what became of the gate
 */
export async function openGatedSession(
  services: Pick<Services, 'gatekeeper' | 'hostKeys'>,
  gate: GatePlan,
  login: LoginChoice,
  options: GateOptions,
): Promise<GatedSession | FailedSession> {
  const { observer } = options;
  const session = await trySession(services, gate, login, options, isTakenInBetween);
  if (!('failure' in session) || !isTakenInBetween(session)) return session;
  observer.noticed({ kind: 'knocking-anyway' });
  // One opening, and one closing where it was in vain: behind a server that hangs up each would have opened the gate once more.
  const plan = { ...gate, deadlineS: Math.min(gate.deadlineS, knockingAnywayS), recovers: false };
  const seenShut = { answer: accepted, waitedMs: Number.POSITIVE_INFINITY };
  const behind = await trySession(services, plan, login, { ...options, seenShut }, isInVain);
  if (!('failure' in behind) || !isInVain(behind)) return behind;
  observer.happened(failedHappening(session.failure));
  return session;
}

/** Nobody has said a word behind a port that was open before any knock; a server that turns people away says so. */
function isTakenInBetween({ hold, failure: { code } }: FailedSession): boolean {
  return (
    hold?.isFound === true && hold.socket?.bytesRead === 0 && (code === 'connection-lost' || code === 'login-timeout')
  );
}

function isInVain({ failure }: FailedSession): boolean {
  return failure.code === 'gate-stayed-shut';
}

/** @param isUntold whether a failure is nobody's business yet */
async function trySession(
  { gatekeeper, hostKeys }: Pick<Services, 'gatekeeper' | 'hostKeys'>,
  gate: GatePlan,
  login: LoginChoice,
  options: GateOptions,
  isUntold: (tried: FailedSession) => boolean,
): Promise<GatedSession | FailedSession> {
  let hold: GateHold | undefined;
  const onGreeted = () => options.observer.happened({ event: 'greeted' });
  const onKey: LoginHearers['onKey'] = (happening) => options.observer.happened(happening);
  try {
    hold = await gatekeeper.hold(gate, 'session', options);
    // Until the login is done it may have to be dialled once more; an established session outlives the closing.
    const stopKeeping = keepOpen(hold.renewal, silent);
    const ssh = await logIn(hold, hostKeys, gate, { ...login, onGreeted, onKey }, options).finally(stopKeeping);
    options.observer.happened({ event: 'ready' });
    return { ssh, hold, end: sessionEnder(hold, ssh, options) };
  } catch (thrown) {
    const failure = asFailure(thrown);
    const tried: FailedSession = { failure, hold, ending: undefined };
    if (!isUntold(tried)) options.observer.happened(failedHappening(failure));
    return { ...tried, ending: await hold?.release(options) };
  }
}

function logIn(
  { socket, address }: GateHold,
  hostKeys: Services['hostKeys'],
  { host, port }: GatePlan,
  login: LoginChoice & LoginHearers,
  { signal }: GateOptions,
): Promise<SshSession> {
  if (socket === undefined) {
    return Promise.reject(new Failure('internal', 'The gate was opened without a connection.'));
  }
  return openSshSession({ ...login, socket, host, port, address, hostKeys, signal });
}

function sessionEnder(hold: GateHold, ssh: SshSession, options: GateOptions): () => Promise<GateEnding> {
  return async () => {
    try {
      // The connection lives until the look at the gate is done: it tells a shut gate from a dead path.
      return await hold.release(options, ssh.witness);
    } finally {
      ssh.end();
    }
  };
}
