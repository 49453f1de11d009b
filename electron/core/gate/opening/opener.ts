import type { Observer } from '../../../shared/timeline.ts';
import { type Doubt, type GateSite, knockAt } from '../knocking/knocking.ts';
import type { DialOutcome } from '../reach/dialler.ts';
import type { Line } from '../reach/line.ts';

/** What the opener writes down as it goes; each call is on the disk before the next packet leaves. */
export interface OpeningNotes {
  beforeKnocking(durationMs: number): Promise<void>;
  /** The opening was broken off before its last knock: it cannot take effect. */
  brokenOff(): Promise<void>;
}

export interface OpeningJob {
  readonly site: GateSite;
  readonly doubts: readonly Doubt[];
  /** How long new dials are made after the last knock, in milliseconds, and how long the last of them may take. */
  readonly dialsForMs: number;
  readonly dialsLingerMs: number;
  readonly observer: Observer;
  readonly notes: OpeningNotes;
  readonly signal?: AbortSignal | undefined;
}

/** What one opening came to. */
export type OpeningOutcome =
  | {
      readonly kind: 'answered';
      /** The dial that was answered: the proof that the gate is open, and SSH's connection. Nothing was read from it. */
      readonly socket: Line;
      readonly roundTripMs: number;
      /** From the last knock to the answer. */
      readonly opensAfterMs: number;
      /** What the shut gate answered, where it did while it was dialled. */
      readonly earlierAnswer: string | undefined;
    }
  | Extract<DialOutcome, { readonly kind: 'not-answered' }>;

/** One connection is bought: a single dial, which the kernel may repeat for as long as the purchase lasts. */
const singleDialMs = 2500;

/**
 * Knocks once in the way that works from every state that `doubts` leave possible, and dials until answered (rules 4 and 5
 * of the gate).
 * @throws Failure `local-network`, `cancelled`
 */
export async function knockAndDial(job: OpeningJob): Promise<OpeningOutcome> {
  const { site, observer, signal } = job;
  await knockOnly(job);
  const knockedAt = performance.now();
  const isSingle = site.plan.kind === 'one-connection';
  const outcome = await site.reach.dial({
    address: site.address,
    family: site.family,
    port: site.plan.port,
    forMs: isSingle ? 0 : job.dialsForMs,
    lingerMs: isSingle ? singleDialMs : job.dialsLingerMs,
    signal,
    onDialled: () => observer.happened({ event: 'dialled', address: site.address, port: site.plan.port }),
    onAnswer: (answer) => observer.happened({ event: 'heard', to: 'dials', answer }),
  });
  if (outcome.kind === 'answered') return { ...outcome, opensAfterMs: performance.now() - knockedAt };
  if (outcome.answer === undefined) observer.happened({ event: 'heard', to: 'dials', answer: 'silence' });
  return outcome;
}

/**
 * Knocks without dialling: for a gate that lets one connection in, which a look would use up.
 * @throws Failure `local-network`, `cancelled`
 */
export async function knockOnly({ site, doubts, observer, notes, signal }: OpeningJob): Promise<void> {
  let isNoted = false;
  let isSentWhole = false;
  const beforeKnocking = async (durationMs: number) => {
    await notes.beforeKnocking(durationMs);
    isNoted = true;
  };
  const onLastStep = () => {
    isSentWhole = true;
  };
  try {
    await knockAt(site, 'opening', doubts, { observer, signal, beforeKnocking, onLastStep });
  } catch (thrown) {
    if (isNoted && !isSentWhole) await notes.brokenOff();
    throw thrown;
  }
}
