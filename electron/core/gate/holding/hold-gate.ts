import { isIP } from 'node:net';
import { asFailure, Failure } from '../../../shared/failure.ts';
import { type GatePlan, longestDelayMs, sequenceDurationMs } from '../../../shared/gate-plan.ts';
import { type ResolvedHost, resolveHost } from '../../knock/resolve-host.ts';
import { doubtsAt, type GateContext, type GateOptions } from '../gate-context.ts';
import type { Holder } from '../journal/journal.ts';
import { clearanceOf } from '../knocking/knocking.ts';
import { paceOf, readLore } from '../learned/gate-lore.ts';
import { planNow, withListAdvice } from '../one-time/one-time-opening.ts';
import type { Attempt } from '../opening/open-noted.ts';
import { type GateHold, holdOnce } from './hold-once.ts';
import { type UnansweredOpenings, unansweredOpenings } from './unanswered-openings.ts';

/** The port and what came back from it last: an error code, or undefined for silence. */
interface LastSeen {
  readonly host: ResolvedHost;
  readonly answer: string | undefined;
}

/** A row of dials shorter than this says nothing. */
const shortestLookMs = 400;
/** What a gate is given after a wait that was longer than its deadline. */
const afterWaitMs = 2000;
/** It only helps to say why. */
const otherFamilyMs = 400;

/**
 * `Gatekeeper.hold`: shares a gate that is open, and opens one that is not. While nobody answers it is knocked again until
 * the profile's deadline, each time in the way that works from every state that the attempts before may have left (rule 5 of
 * the gate); others get their turn at the address in between. With the family `both` each round tries one after the other.
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
    throw thrown;
  }
}

interface Rounds extends Pick<Attempt, 'plan' | 'as' | 'mayUseLast'> {
  readonly openings: UnansweredOpenings;
}

async function holdInRounds(
  context: GateContext,
  { plan, as, mayUseLast, openings }: Rounds,
  options: GateOptions,
): Promise<GateHold> {
  const hosts = new Set(await resolveHost(plan.host, plan.family, context.reach.lookup, options.signal));
  const lore = await readLore(context.ports, plan);
  const beganAt = performance.now();
  let untilMs = beganAt + plan.deadlineS * 1000;
  let last: LastSeen | undefined;
  let round = 1;
  for (; ; round += 1) {
    for (const host of hosts) {
      if (round === 1) {
        options.observer.happened({ event: 'resolved', host: host.host, address: host.address, family: host.family });
      }
      try {
        const attempt = { plan, host, as, lore, round, untilMs, mayUseLast };
        const outcome = await holdOnce(context, attempt, { ...options, observer: openings.at(host) });
        if (!('kind' in outcome)) return outcome;
        last = { host, answer: outcome.answer };
      } catch (thrown) {
        // A family to which there is no way from here leaves the other one.
        const isWayless = thrown instanceof Failure && thrown.code === 'local-network' && hosts.size > 1;
        if (!isWayless) throw thrown;
        hosts.delete(host);
      }
    }
    const waitMs = await waitBeforeNext(context, plan, hosts);
    const knockedAfterMs = waitMs + sequenceDurationMs(plan.opening, paceOf(plan, lore, round + 1));
    // Where only forgetting helps one more attempt is worth its wait, however short the deadline.
    if (waitMs > 0 && round === 1) untilMs = Math.max(untilMs, performance.now() + knockedAfterMs + afterWaitMs);
    if (!plan.recovers || performance.now() + knockedAfterMs + shortestLookMs > untilMs) break;
    options.observer.noticed({ kind: 'retrying' });
  }
  if (last === undefined) throw new Failure('internal', 'No address was tried.');
  await lookAtOtherFamily(context, plan, last.host, options);
  const failure = stayedShut(plan, last, { round, tookMs: performance.now() - beganAt });
  throw withListAdvice(failure, await planNow(context, plan), last.host.family);
}

/** How long the daemon must be left alone before the sequence can be sent again. */
async function waitBeforeNext(context: GateContext, plan: GatePlan, hosts: ReadonlySet<ResolvedHost>): Promise<number> {
  const [host] = hosts;
  const { opening } = await planNow(context, plan);
  return clearanceOf(plan, opening, await doubtsAt(context, host?.allAddresses ?? [])).waitMs;
}

/** A gate may have opened for the other family: then the choice of it is the fault. */
async function lookAtOtherFamily(
  { reach }: GateContext,
  plan: GatePlan,
  host: ResolvedHost,
  { observer, signal }: GateOptions,
): Promise<void> {
  const address = host.allAddresses.find((each) => isIP(each) !== host.family);
  if (address === undefined || plan.family === 'both' || plan.kind === 'one-connection') return;
  const family = isIP(address) === 6 ? 6 : 4;
  const look = await reach.dial({ address, family, port: plan.port, forMs: 0, lingerMs: otherFamilyMs, signal });
  if (look.kind === 'answered') look.socket.destroy();
  const answer = look.kind === 'answered' ? 'answered' : (look.answer ?? 'silence');
  observer.happened({ event: 'heard', to: 'other-family', answer });
}

function stayedShut(
  plan: GatePlan,
  { host: { address }, answer }: LastSeen,
  { round, tookMs }: { readonly round: number; readonly tookMs: number },
): Failure {
  const seen = {
    undefined: `port ${plan.port} of ${address} stayed silent`,
    ECONNREFUSED: `port ${plan.port} of ${address} refused the connection`,
  }[String(answer)];
  const longest = longestDelayMs(plan.opening, plan.seqTimeoutS);
  const isSlow = longest === undefined ? plan.opening.length > 1 : plan.delayMs > longest && !plan.learnsPace;
  const causes = [
    ...(isSlow ? ['shorten the pauses: the sequence is slower than the daemon waits'] : []),
    'check the sequence and its protocols',
    'that the knock daemon runs',
    'and that no firewall on the way drops the knocks',
  ];
  const tries = round === 1 ? 'one try' : `${round} tries in ${Math.round(tookMs / 1000)} s`;
  return new Failure(
    'gate-stayed-shut',
    `The gate did not open: after ${tries} ${seen ?? `${address} could not be reached (${answer})`}.`,
    { remedy: `${causes.join(', ')}.`.replace(/^./, (letter) => letter.toUpperCase()) },
  );
}
