import { asFailure } from '../../shared/failure.ts';
import { type GatePlan, policyOfPlan } from '../../shared/gate-plan.ts';
import type {
  BeforeFinding,
  ClosingFinding,
  OpeningFinding,
  Rehearsal,
  RehearsalWait,
  SeenOfServer,
} from '../../shared/rehearsal.ts';
import { type AttemptHappening, failedHappening, type GateEnding, type Observer } from '../../shared/timeline.ts';
import { pause, throwIfCancelled } from '../cancel.ts';
import type { GateOptions } from '../gate/gate-context.ts';
import type { Gatekeeper } from '../gate/gatekeeper.ts';
import type { GateHold } from '../gate/holding/hold-once.ts';
import { witnessOf } from '../gate/reach/path-witness.ts';
import { lateGreetingMs, lookWaitMs } from '../gate/state/look-at-gate.ts';
import { createAttemptWatch } from './attempt-watch.ts';
import { readGreeting } from './read-greeting.ts';
import { watchGate } from './watch-gate.ts';

export interface RehearsalOptions extends GateOptions {
  /** Hears of each finding, with those before it. */
  readonly onDidFind: (rehearsal: Rehearsal) => void;
}

/** Of a gate that the server shuts by itself: longer than this somebody comes back for. */
const longestWaitMs = 65_000;
/** A door's command takes a moment. */
const shutsWithinMs = 1500;

/**
 * Goes through a gate's whole cycle: is it shut, does it open, does it shut again? A gate that is open already, or that
 * is held by somebody of ours, is left as it is; what the server is about to shut is waited for, and what nobody of ours shuts is
 * watched. What does not work is a finding and no failure.
 * @throws Failure `cancelled`; what had been opened is shut by then, and is told in the findings
 */
export async function rehearse(gatekeeper: Gatekeeper, given: GatePlan, options: RehearsalOptions): Promise<Rehearsal> {
  // What the closing does is seen at once, whenever the gate is shut otherwise.
  const plan: GatePlan = given.shutWhen === 'never' ? given : { ...given, shutWhen: 'last-session' };
  const beganAt = performance.now();
  let rehearsal: Rehearsal = {};
  const found = (part: {
    readonly before?: BeforeFinding;
    readonly opening?: OpeningFinding;
    readonly closing?: ClosingFinding;
  }) => {
    const atMs = Math.round(performance.now() - beganAt);
    const entries = Object.entries(part).map(([question, finding]) => [question, { ...finding, atMs }]);
    rehearsal = { ...rehearsal, ...Object.fromEntries(entries) };
    options.onDidFind(rehearsal);
  };
  const waiting = (wait: RehearsalWait | undefined) => {
    rehearsal = { ...rehearsal, wait };
    options.onDidFind(rehearsal);
  };

  const watch = createAttemptWatch();
  watch.begin(plan);
  const explain = (happening?: AttemptHappening) => {
    if (happening !== undefined) watch.happened(happening);
    const verdict = watch.verdict();
    if (verdict !== undefined)
      rehearsal = { ...rehearsal, diagnosis: { ...verdict.diagnosis, evidence: verdict.evidence } };
  };

  let lookedAtMs = Date.now();
  let before = await beforeIn(gatekeeper, plan, options, explain);
  const restMs = before.kind === 'runs-out' ? before.shutsAtMs - Date.now() + shutsWithinMs : 0;
  if (restMs > 0 && restMs <= longestWaitMs) {
    waiting({ why: 'runs-out', untilMs: Date.now() + restMs });
    await pause(restMs, options.signal);
    waiting(undefined);
    lookedAtMs = Date.now();
    before = await beforeIn(gatekeeper, plan, options, explain);
  }
  found({ before });
  if (before.kind !== 'shut' && before.kind !== 'not-looked') return rehearsal;

  const attempt = followAttempt(options.observer, watch.happened);
  const closed = (ending: GateEnding, seen?: SeenOfServer) => {
    if (ending.kind === 'delayed' || ending.kind === 'by-hand') return;
    found({ closing: { ...ending, opensForS: plan.opensForS, ...(seen !== undefined && { seen }) } });
  };
  let hold: GateHold;
  try {
    const seenShut =
      before.kind === 'shut'
        ? { answer: before.answer === 'silence' ? undefined : before.answer, waitedMs: lookWaitMs }
        : undefined;
    hold = await gatekeeper.hold(plan, 'session', { ...options, observer: attempt.observer, seenShut });
  } catch (thrown) {
    const failure = asFailure(thrown);
    const { code, message, remedy } = failure;
    const letGo = attempt.letGo();
    // Where nothing was seen to open there was nothing to shut.
    if (letGo !== undefined && letGo.kind !== 'awaited') closed(letGo);
    if (code === 'cancelled') throw thrown;
    explain(failedHappening(failure));
    found({ opening: { kind: 'failed', code, message, remedy } });
    return rehearsal;
  }
  const isOurs = attempt.opened().tries > 0;
  try {
    // Not ours: somebody else was faster since the look.
    if (hold.isFound) {
      explain();
      found({ before: { kind: 'open' } });
    } else if (!isOurs) found({ before: { kind: 'held', sessions: 1, byHand: false } });
    const isWatched = isOurs && isWatchedFor(plan);
    // Nothing is knocked at such a gate, and what lets one connection in is told by the look that follows at once.
    const left = isWatched ? await hold.release(options) : undefined;
    const { tries, afterMs, knockedAt, dialledAtMs } = attempt.opened();
    // Where somebody else of ours has come in meanwhile it is theirs.
    const watched =
      isWatched && left?.kind !== 'held'
        ? watchGate({
            look: () => gatekeeper.look(plan, options),
            dialledAtMs: [lookedAtMs, ...dialledAtMs],
            knockedAt,
            onWait: waiting,
            signal: options.signal,
          })
        : undefined;
    watched?.catch(() => undefined);
    if (isOurs) {
      const greeting = await greetingOf(hold, options);
      if (!options.signal?.aborted) found({ opening: { kind: 'opened', tries, afterMs, ...greeting } });
    }
    const seen = await watched;
    rehearsal = { ...rehearsal, wait: undefined };
    const ending = left ?? (await hold.release(options, hold.socket && witnessOf(hold.socket)));
    if (isOurs) closed(ending, seen);
  } finally {
    hold.socket?.destroy();
  }
  if (rehearsal.opening === undefined) throwIfCancelled(options.signal);
  return rehearsal;
}

async function beforeIn(
  gatekeeper: Gatekeeper,
  plan: GatePlan,
  options: RehearsalOptions,
  explain: (happening: AttemptHappening) => void,
): Promise<BeforeFinding> {
  try {
    const look = await gatekeeper.look(plan, options);
    if (look.kind === 'open') {
      const mayBeOurs = plan.closing === undefined && (await gatekeeper.lore(plan))?.isShut === false;
      if (mayBeOurs) return { kind: 'open', mayBeOurs };
      explain({ event: 'open', address: plan.host, port: plan.port, found: true });
    }
    return look.kind === 'shut' ? { kind: 'shut', answer: look.answer ?? 'silence' } : look;
  } catch (thrown) {
    const failure = asFailure(thrown);
    const { code, message, remedy } = failure;
    if (code === 'cancelled') throw thrown;
    explain(failedHappening(failure));
    return { kind: 'failed', code, message, remedy };
  }
}

/** Nothing of ours shuts it, and nobody has said when the server does; whose firewall counts connections is not looked at so often. */
function isWatchedFor(plan: GatePlan): boolean {
  const policy = policyOfPlan(plan);
  const isLeft = policy.end === 'left' && policy.why !== 'one-connection';
  return isLeft && plan.opensForS === undefined && plan.dials !== 'few';
}

async function greetingOf({ socket }: GateHold, { signal }: RehearsalOptions) {
  if (socket === undefined) return { greeting: undefined, isSsh: false, hasEnded: false };
  const { line, ...greeting } = await readGreeting(socket, lateGreetingMs, signal);
  return { greeting: line, ...greeting };
}

/** Passes an attempt on, and reads from it how it went. */
function followAttempt(observer: Observer, hear: Observer['happened']) {
  let tries = 0;
  let lastKnockAt = performance.now();
  let afterMs = 0;
  let letGo: GateEnding | undefined;
  const dialledAtMs: number[] = [];
  const following: Observer = {
    happened(happening) {
      if (happening.event === 'sent' && happening.purpose === 'open') {
        if (happening.step === 1) tries += 1;
        lastKnockAt = performance.now();
      }
      if (happening.event === 'dialled') dialledAtMs.push(Date.now());
      if (happening.event === 'open') afterMs = Math.round(performance.now() - lastKnockAt);
      hear(happening);
      observer.happened(happening);
    },
    noticed(notice) {
      if (notice.kind === 'let-go') letGo = notice.ending;
      observer.noticed(notice);
    },
  };
  return {
    observer: following,
    opened: () => ({ tries, afterMs, knockedAt: lastKnockAt, dialledAtMs }),
    letGo: () => letGo,
  };
}
