import { asFailure } from '../../../shared/failure.ts';
import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { AttemptHappening } from '../../../shared/timeline.ts';
import type { ResolvedHost } from '../../knock/resolve-host.ts';
import { shutGate } from '../closing/release-gate.ts';
import { doubtsAt, type GateContext, type GateOptions } from '../gate-context.ts';
import type { GateRecord } from '../journal/gate-record.ts';
import type { Holder } from '../journal/journal.ts';
import { type GateLore, learn, paceOf } from '../learned/gate-lore.ts';
import { lineOf } from '../one-time/one-time-opening.ts';
import { knockAndDial, knockOnly, type OpeningJob, type OpeningOutcome } from './opener.ts';

/** One attempt to hold a gate at one address. */
export interface Attempt {
  readonly plan: GatePlan;
  readonly host: ResolvedHost;
  readonly as: Holder['as'];
  readonly lore: GateLore | undefined;
  /** Counts from 1; those after the first recover what the first may have left behind. */
  readonly round: number;
  /** When the last dial must have been answered, on `performance.now()`'s clock. */
  readonly untilMs: number;
  /** The gate is open, and is knocked before it runs out: an answer says nothing of these knocks. */
  readonly isOpen?: boolean;
  /** The person has confirmed that the last sequence of a one-time list may be used. */
  readonly mayUseLast: boolean;
}

/** A firewalld command takes up to 330 ms, a slow one longer: it is looked for at least a second (rule 5 of the gate). */
const dialsForMs = 1000;
const shortestDialsMs = 250;

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
  const { plan, as, lore, round } = attempt;
  try {
    const job = await jobOf(context, attempt, record, options);
    if (as === 'hand' && plan.kind === 'one-connection') {
      await knockOnly(job);
      return undefined;
    }
    const outcome = await knockAndDial(job);
    if (outcome.kind === 'answered') {
      options.observer.happened(openHappening(attempt, false));
      const { opensAfterMs, roundTripMs } = outcome;
      const paceMs = paceOf(plan, lore, 1);
      const seen = { paceMs, isFirstAttempt: round === 1, opensAfterMs, roundTripMs };
      if (!attempt.isOpen) await learn(context.ports, plan, seen);
    } else if (record.entry.phase === 'knocking') {
      await record.openingUnanswered();
    }
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

/** The gate is open. @param found it was so before anything was knocked */
export function openHappening({ plan, host }: Attempt, found: boolean): AttemptHappening {
  const over = host.family === 6 ? 'IPv6' : 'IPv4';
  return {
    event: 'open',
    address: host.address,
    port: plan.port,
    found,
    ...(plan.family === 'both' && { over }),
  };
}

async function jobOf(
  context: GateContext,
  { plan, host, lore, round, untilMs }: Attempt,
  record: GateRecord,
  options: GateOptions,
): Promise<OpeningJob> {
  const localAddress = await context.reach.localAddressTowards(host.address, host.family);
  const line = await lineOf(context, plan);
  const { roundTripMs = 300, opensAfterMs = 0 } = lore ?? {};
  const paced = { ...plan, delayMs: paceOf(plan, lore, round) };
  return {
    site: { plan: paced, address: host.address, family: host.family, reach: context.reach },
    doubts: await doubtsAt(context, host.allAddresses),
    dialsForMs: Math.max(
      shortestDialsMs,
      Math.min(Math.max(dialsForMs, 2 * opensAfterMs), untilMs - performance.now()),
    ),
    dialsLingerMs: 100 + roundTripMs,
    observer: options.observer,
    signal: options.signal,
    notes: {
      beforeKnocking: (durationMs) => record.beforeOpening(durationMs, localAddress, line),
      brokenOff: () => record.openingBrokenOff(),
    },
  };
}
