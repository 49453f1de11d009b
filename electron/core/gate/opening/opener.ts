import type { Observer } from '../../../shared/timeline.ts';
import { pause } from '../../cancel.ts';
import { countedDial, type DialContext } from '../dials/dial-book.ts';
import { type Doubt, type GateSite, knockAt } from '../knocking/knocking.ts';
import { comesFromHost } from '../reach/host-answer.ts';
import type { Line } from '../reach/line.ts';

/** What the opener writes down as it goes; each call is on the disk before the next packet leaves. */
export interface OpeningNotes {
  beforeKnocking(durationMs: number): Promise<void>;
  /** The opening was broken off before its last knock: it cannot take effect. */
  brokenOff(): Promise<void>;
}

export interface OpeningJob {
  readonly context: DialContext;
  readonly site: GateSite;
  readonly doubts: readonly Doubt[];
  /** When it is dialled after the last knock, in milliseconds, and how long the last dial may take. */
  readonly dialsAfterMs: readonly number[];
  readonly dialWaitMs: number;
  /** What the shut gate answers, and how long that was waited for; undefined where nobody has looked. */
  readonly answerBefore: LookAnswer | undefined;
  readonly observer: Observer;
  readonly notes: OpeningNotes;
  readonly signal?: AbortSignal | undefined;
}

/** What a look at a shut gate came to: an error's code, or undefined for silence of `waitedMs`. */
export interface LookAnswer {
  readonly answer: string | undefined;
  readonly waitedMs: number;
}

/** What one opening came to. */
export type OpeningOutcome =
  | {
      readonly kind: 'answered';
      /** The dial that was answered: the proof that the gate is open, and SSH's connection. Nothing was read from it. */
      readonly socket: Line;
      readonly roundTripMs: number;
      /** When the dials left, after the last knock; the last of them was answered. */
      readonly dialledAfterMs: readonly number[];
      /** When the last knock left, on `performance.now()`'s clock. */
      readonly knockedAt: number;
    }
  | {
      readonly kind: 'not-answered';
      readonly answer: string | undefined;
      /** The silence has turned into a refusal: the gate has opened, and nothing listens behind it. */
      readonly hasOpened: boolean;
      /** The refusal came later than the look before had waited: it is what the shut gate answers. */
      readonly wasSo: boolean;
      readonly knockedAt: number;
    };

/** One connection is bought: a single dial, which the kernel may repeat for as long as the purchase lasts. */
const singleDialMs = 2500;

/**
 * Knocks once in the way that works from every state that `doubts` leave possible, and dials at its times until answered
 * (rules 4 and 5 of the gate).
 * @throws Failure `local-network`, `cancelled`
 */
export async function knockAndDial(job: OpeningJob): Promise<OpeningOutcome> {
  const { context, site, observer, signal, answerBefore } = job;
  await knockOnly(job);
  const knockedAt = performance.now();
  const isSingle = site.plan.kind === 'one-connection';
  const times = isSingle ? [0] : job.dialsAfterMs;
  const dialledAfterMs: number[] = [];
  let heard: string | undefined;
  for (const [index, afterMs] of times.entries()) {
    await pause(Math.max(0, knockedAt + afterMs - performance.now()), signal);
    const next = times[index + 1];
    const waitMs = next === undefined ? job.dialWaitMs : Math.max(0, next - afterMs);
    const dialledAt = performance.now();
    const outcome = await countedDial(context, {
      address: site.address,
      family: site.family,
      port: site.plan.port,
      waitMs: isSingle ? singleDialMs : waitMs,
      signal,
      onDialled: () => observer.happened({ event: 'dialled', address: site.address, port: site.plan.port }),
    });
    dialledAfterMs.push(dialledAt - knockedAt);
    if (outcome.kind === 'answered') return { ...outcome, dialledAfterMs, knockedAt };
    const { answer } = outcome;
    if (answer === undefined) continue;
    if (answer !== heard) observer.happened({ event: 'heard', to: 'dials', answer });
    heard = answer;
    const isNew = comesFromHost(answer) && answerBefore !== undefined && !comesFromHost(answerBefore.answer);
    if (!isNew || answer === answerBefore.answer) continue;
    const wasSo = performance.now() - dialledAt > answerBefore.waitedMs;
    return { kind: 'not-answered', answer, hasOpened: !wasSo, wasSo, knockedAt };
  }
  if (heard === undefined) observer.happened({ event: 'heard', to: 'dials', answer: 'silence' });
  return { kind: 'not-answered', answer: heard, hasOpened: false, wasSo: false, knockedAt };
}

/**
 * Knocks without dialling: for a gate that lets one connection in, which a look would use up.
 * @throws Failure `local-network`, `cancelled`
 */
export async function knockOnly({
  site,
  doubts,
  observer,
  notes,
  signal,
}: Pick<OpeningJob, 'site' | 'doubts' | 'observer' | 'notes' | 'signal'>): Promise<void> {
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
