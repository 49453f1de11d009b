import { type GatePlan, sequenceDurationMs } from '../../../shared/gate-plan.ts';
import { type Knock, sameKnock } from '../../../shared/sequence.ts';
import type { Observer } from '../../../shared/timeline.ts';
import { pause } from '../../cancel.ts';
import type { Door } from '../../knock/knockd-model.ts';
import { findPrefix } from '../../knock/prefix-search.ts';
import { requireTurn } from '../journal/held-turn.ts';
import type { Reach } from '../reach/reach.ts';

/** What an earlier, unfinished or unanswered attempt may have left in the daemon at an address. */
export interface Doubt {
  /** The doors that its knocks belong to; undefined where nobody knows any more, so that only waiting helps. */
  readonly doors: readonly Door[] | undefined;
  /** When the daemon has forgotten it, in milliseconds since 1970. */
  readonly forgottenAtMs: number;
}

/** Where a gate stands, and how to knock there. */
export interface GateSite {
  readonly plan: GatePlan;
  readonly address: string;
  readonly family: 4 | 6;
  readonly reach: Reach;
}

/** knockd counts whole seconds: an attempt is surely forgotten one second after its time. */
const secondOfGraceMs = 1000;
/** knockd's default, the longest of those in use. */
const longestUsualTimeoutMs = 25_000;

/** What the knocks of `plan` leave behind when they were not seen to work, sent last at `lastKnockAtMs`. */
export function doubtOf(plan: GatePlan, lastKnockAtMs: number): Doubt {
  const seqTimeoutMs = plan.seqTimeoutS * 1000;
  // Later than any sequence that is under way: the clock was set back.
  const lastMs = Math.min(lastKnockAtMs, Date.now() + seqTimeoutMs);
  return { doors: doorsOf(plan), forgottenAtMs: lastMs + seqTimeoutMs + secondOfGraceMs };
}

/** A doubt of whose knocks nothing can be read any more. */
export function blindDoubt(lastKnockAtMs: number): Doubt {
  return { doors: undefined, forgottenAtMs: lastKnockAtMs + longestUsualTimeoutMs + secondOfGraceMs };
}

/** The doors that a gate's two sequences open, the opening's first. */
function doorsOf(plan: GatePlan): Door[] {
  // Of one-time sequences that are all used none opens anything any more.
  return [plan.opening, plan.closing ?? []].filter(({ length }) => length > 0).map((sequence) => ({ sequence }));
}

/**
 * Sends a gate's opening or closing. Where the daemon may hold half an attempt it first sends the knocks after which the
 * sequence works once from every state (rule 5), or, where there are none, waits until the daemon has forgotten.
 * `onLastStep` is called when the last knock is on its way.
 * @throws Failure `cancelled`, `local-network`, `turn-lost`
 */
export async function knockAt(
  site: GateSite,
  target: 'opening' | 'closing',
  doubts: readonly Doubt[],
  options: KnockingOptions,
): Promise<void> {
  const { plan } = site;
  const { observer, signal, beforeKnocking, onLastStep } = options;
  const sequence = target === 'opening' ? plan.opening : (plan.closing ?? []);
  const { flush, waitMs } = clearanceOf(plan, sequence, doubts);
  if (waitMs > 0) {
    observer.noticed({ kind: 'waiting-out', seconds: Math.ceil(waitMs / 1000) });
    await pause(waitMs, signal);
  }
  const steps = [...flush, ...sequence];
  // After the waiting: what is noted says when the last knock leaves.
  await beforeKnocking(sequenceDurationMs(steps, plan.delayMs));
  await site.reach.sendSequence({
    address: site.address,
    family: site.family,
    steps,
    delayMs: plan.delayMs,
    udpPayload: plan.udpPayload,
    signal,
    beforeStep: requireTurn,
    onSent: ({ port, protocol }, index) => {
      const isFlush = index < flush.length;
      const purpose = isFlush ? 'flush' : target === 'opening' ? 'open' : 'close';
      const step = isFlush ? index + 1 : index + 1 - flush.length;
      const of = isFlush ? flush.length : sequence.length;
      if (index === steps.length - 1) onLastStep?.();
      observer.happened({ event: 'sent', port, protocol, purpose, step, of });
    },
  });
}

export interface KnockingOptions {
  readonly observer: Observer;
  readonly signal?: AbortSignal | undefined;
  /** Writes down that a sequence of `durationMs` is about to leave. */
  beforeKnocking(durationMs: number): Promise<void>;
  readonly onLastStep?: () => void;
}

/** What must come before a sequence: knocks, or a wait. */
export interface Clearance {
  readonly flush: readonly Knock[];
  readonly waitMs: number;
}

/** `doubts`, and one more: half a sequence of `plan`'s own gate, where knocks clear it. Nobody waits for what may not be there. */
export function withOwnDoubt(plan: GatePlan, sequence: readonly Knock[], doubts: readonly Doubt[]): readonly Doubt[] {
  const doubted = [...doubts, doubtOf(plan, Date.now())];
  return clearanceOf(plan, sequence, doubted).waitMs === 0 ? doubted : doubts;
}

/** What clears half an attempt out of the daemon before `sequence` (rule 5): a prefix where there is one, else its forgetting. */
export function clearanceOf(plan: GatePlan, sequence: readonly Knock[], doubts: readonly Doubt[]): Clearance {
  const open = doubts.filter(({ forgottenAtMs }) => forgottenAtMs > Date.now());
  // In a chain of the packet filter a new first knock starts afresh from any stage (measured).
  if (open.length === 0 || plan.kind === 'one-connection') return { flush: [], waitMs: 0 };
  const known = open.map((doubt) => doubt.doors);
  if (plan.kind !== 'other' && !known.includes(undefined)) {
    const doors = distinct([{ sequence }, ...doorsOf(plan), ...known.flatMap((doors) => doors ?? [])]);
    const prefix = findPrefix(doors, 0);
    if (prefix !== undefined) return { flush: prefix, waitMs: 0 };
  }
  return { flush: [], waitMs: Math.max(...open.map(({ forgottenAtMs }) => forgottenAtMs)) - Date.now() };
}

function distinct(doors: readonly Door[]): Door[] {
  const isSame = (one: Door, other: Door) =>
    one.sequence.length === other.sequence.length &&
    one.sequence.every((knock, index) => {
      const counterpart = other.sequence[index];
      return counterpart !== undefined && sameKnock(knock, counterpart);
    });
  return doors.filter((door, index) => doors.findIndex((earlier) => isSame(earlier, door)) === index);
}
