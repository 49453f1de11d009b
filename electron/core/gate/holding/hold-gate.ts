import { isIP } from 'node:net';
import { asFailure, Failure } from '../../../shared/failure.ts';
import { type GatePlan, longestDelayMs, sequenceDurationMs } from '../../../shared/gate-plan.ts';
import { pause } from '../../cancel.ts';
import { type ResolvedHost, resolveHost } from '../../knock/resolve-host.ts';
import { countedDial } from '../dials/dial-book.ts';
import { doubtsAt, type GateContext, type GateOptions } from '../gate-context.ts';
import type { Holder } from '../journal/journal.ts';
import { clearanceOf } from '../knocking/knocking.ts';
import { type GateLore, readLore } from '../learned/gate-lore.ts';
import { paceOf } from '../learned/pace.ts';
import { planNow, withListAdvice } from '../one-time/one-time-opening.ts';
import { dialTimesOf } from '../opening/dial-times.ts';
import type { LookAnswer } from '../opening/opener.ts';
import { accepted } from '../reach/host-answer.ts';
import { type GateHold, holdOnce, type MustWait, type Unanswered } from './hold-once.ts';
import { noteFailure } from './note-failure.ts';
import { tellResolved } from './tell-resolved.ts';
import { type UnansweredOpenings, unansweredOpenings } from './unanswered-openings.ts';

/** A dial that has less time than this says nothing. */
const shortestLookMs = 400;
/** What a gate is given after a wait that was longer than its deadline. */
const afterWaitMs = 2000;
/** It only helps to say why. */
const otherFamilyMs = 400;
/** With the family `auto` so many attempts stay silent before the other family is tried too. */
const silentRounds = 2;

/**
 * `Gatekeeper.hold`: shares a gate that is open, and opens one that is not. While nobody answers it is knocked again until
 * the profile's deadline, each time in the way that works from every state that the attempts before may have left (rule 5 of
 * the gate); others get their turn at the address in between. With the family `both` each round tries one after the other;
 * with `auto` the other one comes in when the first stays silent.
 */
export async function holdGate(
  context: GateContext,
  plan: GatePlan,
  as: Holder['as'],
  options: GateOptions,
  mayUseLast: boolean,
): Promise<GateHold> {
  const openings = unansweredOpenings(options);
  try {
    return await holdInRounds(context, { plan, as, mayUseLast, openings }, options);
  } catch (thrown) {
    const { code } = asFailure(thrown);
    // An opening of an earlier round may take effect at any moment, and nobody wants it any more, or gets there.
    if (code === 'cancelled' || code === 'connection-lost') await openings.letGo(context, plan);
    if (code === 'gate-stayed-shut') await openings.lookLater(context, plan);
    throw thrown;
  }
}

interface Wanted {
  readonly plan: GatePlan;
  readonly as: Holder['as'];
  readonly mayUseLast: boolean;
  readonly openings: UnansweredOpenings;
}

/** The attempts at one address so far, and what they leave to those after them. */
interface Row {
  readonly rounds: number;
  readonly answer?: string | undefined;
  readonly answerBefore?: LookAnswer | undefined;
  readonly firstKnockedAt?: number | undefined;
  /** On `performance.now()`'s clock, as all times here. */
  readonly firstDialAt?: number | undefined;
}

async function holdInRounds(context: GateContext, wanted: Wanted, options: GateOptions): Promise<GateHold> {
  const { plan } = wanted;
  const { observer, signal } = options;
  const [first, ...others] = await resolveHost(plan.host, plan.family, context.reach.lookup, signal);
  const rows = new Map<ResolvedHost, Row>([first, ...others].map((host) => [host, { rounds: 0 }]));
  const lore = await readLore(context.ports, plan);
  const beganAtMs = Date.now();
  const beganAt = performance.now();
  let recentDials = 0;
  let untilMs = beganAt + plan.deadlineS * 1000;
  let last: ResolvedHost | undefined;
  for (let isTried = true; isTried; ) {
    isTried = false;
    for (const [host, row] of rows) {
      if (row.rounds === 0) recentDials = await tellResolved(context, plan, lore, host, observer);
      try {
        const begin = await whenNext(context, plan, lore, host, row);
        if (begin === undefined) continue;
        // Where only forgetting helps one more attempt is worth its wait, however short the deadline.
        const readyMs = Math.max(begin.restMs, begin.forgetsMs) + begin.attemptMs;
        if (begin.forgetsMs > 0 && row.rounds === 1)
          untilMs = Math.max(untilMs, performance.now() + readyMs + afterWaitMs);
        if (row.rounds > 0 && (!plan.recovers || performance.now() + readyMs + shortestLookMs > untilMs)) continue;
        if (row.rounds > 0) observer.noticed({ kind: 'retrying' });
        await pause(begin.restMs, signal);
        const outcome = await tryHost(
          context,
          { ...wanted, lore, host, row, times: begin.times },
          options,
          (waitMs) => {
            // Where count and time conflict the count wins, for the first attempt.
            if (row.rounds === 0)
              untilMs = Math.max(untilMs, performance.now() + waitMs + begin.attemptMs + afterWaitMs);
            return performance.now() + waitMs + begin.attemptMs < untilMs;
          },
        );
        if (outcome !== undefined && !('kind' in outcome)) return outcome;
        if (outcome === undefined) continue;
        isTried = true;
        last = host;
        rows.set(host, rowAfter(row, outcome, begin.times.afterMs[0] ?? 0));
      } catch (thrown) {
        // A family to which there is no way from here leaves the other one.
        const isWayless = thrown instanceof Failure && thrown.code === 'local-network' && rows.size > 1;
        if (!isWayless) throw thrown;
        rows.delete(host);
      }
    }
    const other = plan.family === 'auto' && rows.size === 1 ? ofOtherFamily(first) : undefined;
    const { rounds = 0, answer } = rows.get(first) ?? {};
    if (other !== undefined && rounds === silentRounds && answer === undefined) rows.set(other, { rounds: 0 });
  }
  if (last === undefined) throw new Failure('internal', 'No address was tried.');
  const tried = rows.get(last) ?? { rounds: 0 };
  if (rows.size === 1 && plan.family !== 'both') await lookAtOtherFamily(context, plan, last, options);
  // What takes every connection keeps nobody out for their number.
  if (tried.answer !== accepted)
    await noteFailure(context, plan, { beganAtMs, recentDials, rounds: tried.rounds }, observer);
  const failure = stayedShut(plan, last, tried, performance.now() - beganAt);
  throw withListAdvice(failure, await planNow(context, plan), last.family);
}

/** When the next attempt at an address may begin, and when it is dialled; undefined where none is left. */
async function whenNext(
  context: GateContext,
  plan: GatePlan,
  lore: GateLore | undefined,
  host: ResolvedHost,
  { rounds, firstDialAt }: Row,
) {
  const times = dialTimesOf(plan, lore, rounds + 1);
  if (times === undefined) return undefined;
  const pace = paceOf(plan, plan.opening, lore, rounds + 1);
  const attemptMs = sequenceDurationMs(plan.opening, pace) + (times.afterMs[0] ?? 0);
  const dialAt = (firstDialAt ?? Number.NEGATIVE_INFINITY) + times.notBeforeMs;
  const restMs = Math.max(0, dialAt - attemptMs - performance.now());
  const forgetsMs = rounds === 0 ? 0 : await forgetsWithin(context, plan, host);
  return { times, attemptMs, restMs, forgetsMs };
}

/** How long the daemon must be left alone before the sequence can be sent again. */
async function forgetsWithin(context: GateContext, plan: GatePlan, { allAddresses }: ResolvedHost): Promise<number> {
  const { opening } = await planNow(context, plan);
  return clearanceOf(plan, opening, await doubtsAt(context, allAddresses)).waitMs;
}

interface Next extends Wanted {
  readonly lore: GateLore | undefined;
  readonly host: ResolvedHost;
  readonly row: Row;
  readonly times: NonNullable<ReturnType<typeof dialTimesOf>>;
}

/**
 * One attempt at one address, once it may be dialled.
 * @param isWorth whether a wait of so many milliseconds is worth it
 * @returns undefined where it is not
 */
async function tryHost(
  context: GateContext,
  { openings, host, row, ...rest }: Next,
  options: GateOptions,
  isWorth: (waitMs: number) => boolean,
): Promise<GateHold | Unanswered | undefined> {
  const { answerBefore, firstKnockedAt, rounds } = row;
  const attempt = { ...rest, host, round: rounds + 1, answerBefore, firstKnockedAt };
  for (;;) {
    const outcome = await holdOnce(context, attempt, { ...options, observer: openings.at(host) });
    if (!isMustWait(outcome)) return outcome;
    if (!isWorth(outcome.waitMs)) return undefined;
    options.observer.noticed({ kind: 'holding-back', seconds: Math.ceil(outcome.waitMs / 1000) });
    await pause(outcome.waitMs, options.signal);
  }
}

function isMustWait(outcome: GateHold | Unanswered | MustWait): outcome is MustWait {
  return 'kind' in outcome && outcome.kind === 'must-wait';
}

function rowAfter(row: Row, { answer, answerBefore, knockedAt }: Unanswered, firstAfterMs: number): Row {
  return {
    rounds: row.rounds + 1,
    answer,
    answerBefore: row.answerBefore ?? answerBefore,
    firstKnockedAt: row.firstKnockedAt ?? knockedAt,
    firstDialAt: row.firstDialAt ?? knockedAt + firstAfterMs,
  };
}

function ofOtherFamily(host: ResolvedHost): ResolvedHost | undefined {
  const address = host.allAddresses.find((each) => isIP(each) !== host.family);
  return address === undefined ? undefined : { ...host, address, family: isIP(address) === 6 ? 6 : 4 };
}

/** A gate may have opened for the other family: then the choice of it is the fault. */
async function lookAtOtherFamily(
  context: GateContext,
  plan: GatePlan,
  host: ResolvedHost,
  { observer, signal }: GateOptions,
): Promise<void> {
  const other = ofOtherFamily(host);
  if (other === undefined || plan.kind === 'one-connection') return;
  const { address, family } = other;
  const look = await countedDial(context, { address, family, port: plan.port, waitMs: otherFamilyMs, signal });
  if (look.kind === 'answered') look.socket.destroy();
  const answer = look.kind === 'answered' ? 'answered' : (look.answer ?? 'silence');
  observer.happened({ event: 'heard', to: 'other-family', answer });
}

function stayedShut(plan: GatePlan, { address }: ResolvedHost, { rounds, answer }: Row, tookMs: number): Failure {
  const seen = {
    undefined: `port ${plan.port} of ${address} stayed silent`,
    ECONNREFUSED: `port ${plan.port} of ${address} refused the connection`,
    [accepted]: `port ${plan.port} of ${address} took the connection as it does without a knock, and no SSH server spoke`,
  }[String(answer)];
  const longest = longestDelayMs(plan.opening, plan.seqTimeoutS);
  const isSlow = longest === undefined ? plan.opening.length > 1 : plan.delayMs > longest && !plan.learnsPace;
  const causes = [
    ...(isSlow ? ['shorten the pauses: the sequence is slower than the daemon waits'] : []),
    'check the sequence and its protocols',
    'that the knock daemon runs',
    'and that no firewall on the way drops the knocks',
  ];
  const tries = rounds === 1 ? 'one try' : `${rounds} tries in ${Math.round(tookMs / 1000)} s`;
  return new Failure(
    'gate-stayed-shut',
    `The gate did not open: after ${tries} ${seen ?? `${address} could not be reached (${answer})`}.`,
    { remedy: `${causes.join(', ')}.`.replace(/^./, (letter) => letter.toUpperCase()) },
  );
}
