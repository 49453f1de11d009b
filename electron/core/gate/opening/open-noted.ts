import { asFailure, Failure } from '../../../shared/failure.ts';
import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { AttemptHappening } from '../../../shared/timeline.ts';
import type { ResolvedHost } from '../../knock/resolve-host.ts';
import { shutGate } from '../closing/shut-gate.ts';
import { doubtsAt, type GateContext, type GateOptions } from '../gate-context.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import type { Holder } from '../journal/journal.ts';
import { loreAfterWorking } from '../learned/counting-firewall.ts';
import { type GateLore, learn } from '../learned/gate-lore.ts';
import { loreAfterOpening } from '../learned/lore-after.ts';
import { paceOf } from '../learned/pace.ts';
import { lineOf } from '../one-time/one-time-opening.ts';
import type { DialTimes } from './dial-times.ts';
import { knockAndDial, knockOnly, type LookAnswer, type OpeningJob, type OpeningOutcome } from './opener.ts';

/** One attempt to hold a gate at one address. */
export interface Attempt {
  readonly plan: GatePlan;
  readonly host: ResolvedHost;
  readonly as: Holder['as'];
  readonly lore: GateLore | undefined;
  /** Counts from 1; those after the first recover what the first may have left behind. */
  readonly round: number;
  readonly times: DialTimes;
  /** When the last knock of the first attempt left, on `performance.now()`'s clock; undefined in the first. */
  readonly firstKnockedAt: number | undefined;
  /** What the shut gate answers, where a look has told. */
  readonly answerBefore: LookAnswer | undefined;
  /** The person has confirmed that the last sequence of a one-time list may be used. */
  readonly mayUseLast: boolean;
}

/**
 * Knocks once and dials; each step is written down before the next packet leaves, and what was learned afterwards. An opening
 * that nobody waits for any more is shut again.
 * @returns undefined where nobody may look
 * @throws Failure `local-network`, `data-folder-unusable`, `cancelled`, and `connection-lost` of a jump host
 */
export async function openNoted(
  context: GateContext,
  attempt: Attempt,
  record: GateRecord,
  options: GateOptions,
): Promise<OpeningOutcome | undefined> {
  const { plan, as } = attempt;
  try {
    const job = await jobOf(context, attempt, record, options);
    if (as === 'hand' && plan.kind === 'one-connection') {
      await knockOnly(job);
      return undefined;
    }
    const outcome = await knockAndDial(job);
    if (outcome.kind === 'answered') {
      options.observer.happened(openHappening(attempt, false));
      await learn(context.ports, plan, (before) =>
        loreAfterWorking(loreAfterOpening(before, seenOpening(attempt, outcome)), record.entry.localAddress),
      );
    } else if (outcome.hasOpened) await record.sawOpen();
    else if (record.entry.phase === 'knocking') await record.openingUnanswered();
    return outcome;
  } catch (thrown) {
    const failure = asFailure(thrown);
    const isLast = record.livingHolders.length === 0;
    const isLeft = failure.code === 'cancelled' || failure.code === 'connection-lost';
    // First of all: where nothing can be knocked now, the gate must not pass for one that somebody is at work at.
    if (record.entry.phase === 'knocking') await record.openingUnanswered();
    if (isLeft && record.mayBeOpen && isLast) {
      // All knocks of an opening are out: the gate may open at any moment, and nobody wants it any more, or gets there.
      const ending = await shutGate(context, plan, record, options);
      options.observer.noticed({ kind: 'let-go', ending });
    }
    throw failure;
  }
}

/** An open gate is knocked before it runs out: an answer would say nothing of these knocks, so nobody dials. */
export async function knockAgain(
  context: GateContext,
  attempt: Attempt,
  record: GateRecord,
  options: GateOptions,
): Promise<void> {
  await knockOnly(await jobOf(context, attempt, record, options));
}

/** The gate is open. @param found it was so before anything was knocked */
export function openHappening({ plan, host }: Pick<Attempt, 'plan' | 'host'>, found: boolean): AttemptHappening {
  const over = host.family === 6 ? 'IPv6' : 'IPv4';
  return {
    event: 'open',
    address: host.address,
    port: plan.port,
    found,
    ...(plan.family === 'both' && { over }),
  };
}

function seenOpening(
  { plan, lore, round, firstKnockedAt }: Attempt,
  { knockedAt, dialledAfterMs, roundTripMs }: Extract<OpeningOutcome, { readonly kind: 'answered' }>,
) {
  return {
    firstPaceMs: paceOf(plan, plan.opening, lore, 1),
    workedPaceMs: round === 1 ? undefined : paceOf(plan, plan.opening, lore, round),
    dialledAfterMs,
    sinceFirstMs: knockedAt - (firstKnockedAt ?? knockedAt) + (dialledAfterMs.at(-1) ?? 0),
    roundTripMs,
  };
}

async function jobOf(
  context: GateContext,
  { plan, host, lore, round, times, answerBefore }: Attempt,
  record: GateRecord,
  options: GateOptions,
): Promise<OpeningJob> {
  // Its address is a part of what the entry is bound to, and the server opens for the one that knocks.
  const localAddress = await context.reach.localAddressTowards(host.address, host.family);
  if (localAddress !== record.entry.localAddress) throw addressChanged(host, localAddress);
  const line = await lineOf(context, plan);
  const paced = { ...plan, delayMs: paceOf(plan, plan.opening, lore, round) };
  return {
    context,
    site: { plan: paced, address: host.address, family: host.family, reach: context.reach },
    doubts: await doubtsAt(context, host.allAddresses),
    times,
    answerBefore,
    observer: options.observer,
    signal: options.signal,
    notes: {
      beforeKnocking: (durationMs) => record.beforeOpening(durationMs, line),
      brokenOff: () => record.openingBrokenOff(),
    },
  };
}

function addressChanged({ address }: ResolvedHost, localAddress: string): Failure {
  return new Failure('local-network', `This computer is ${localAddress} on the way to ${address} now.`, {
    remedy: 'The network has changed meanwhile: try again.',
  });
}
