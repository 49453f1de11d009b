import type { Observer } from '../../../shared/timeline.ts';
import { pause } from '../../cancel.ts';
import { countedDial, type DialContext } from '../dials/dial-book.ts';
import { type Doubt, type GateSite, knockAt } from '../knocking/knocking.ts';
import type { DialOutcome } from '../reach/dialler.ts';
import { accepted, comesFromHost, greetingDueMs } from '../reach/host-answer.ts';
import type { Line } from '../reach/line.ts';
import { type DialTimes, slowGateMs } from './dial-times.ts';

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
  readonly times: DialTimes;
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
  const { observer, signal, answerBefore, times } = job;
  await knockOnly(job);
  const knockedAt = performance.now();
  const isSingle = job.site.plan.kind === 'one-connection';
  const dueMs = isSingle ? [0] : [...times.afterMs];
  const dialledAfterMs: number[] = [];
  let heard: string | undefined;
  let wasSo = false;
  for (let index = 0; index < dueMs.length; index += 1) {
    const afterMs = dueMs[index] ?? 0;
    await pause(knockedAt + afterMs - performance.now(), signal);
    const nextMs = dueMs[index + 1];
    const waitMs = isSingle ? singleDialMs : nextMs === undefined ? times.waitMs : Math.max(0, nextMs - afterMs);
    const dialledAt = performance.now();
    dialledAfterMs.push(dialledAt - knockedAt);
    const outcome = await dialOnce(job, waitMs);
    if (outcome.kind === 'answered') return { ...outcome, dialledAfterMs, knockedAt };
    const { answer } = outcome;
    if (answer === undefined) continue;
    if (answer !== heard) observer.happened({ event: 'heard', to: 'dials', answer });
    heard = answer;
    if (answerBefore !== undefined && comesFromHost(answer) && isSilence(answerBefore)) {
      if (performance.now() - dialledAt <= answerBefore.waitedMs) {
        return { kind: 'not-answered', answer, hasOpened: true, wasSo: false, knockedAt };
      }
      wasSo = true;
    }
    if (nextMs !== undefined || isSingle) continue;
    if (times.afterRefusalMs !== undefined && afterMs < times.afterRefusalMs) dueMs.push(times.afterRefusalMs);
    // A refusal comes at once, and a slow command is no failure (rule 5 of the gate).
    else await pause(Math.min(dialledAt + waitMs, knockedAt + slowGateMs) - performance.now(), signal);
  }
  if (heard === undefined) observer.happened({ event: 'heard', to: 'dials', answer: 'silence' });
  return { kind: 'not-answered', answer: heard, hasOpened: false, wasSo, knockedAt };
}

/** What comes in place of a refusal, and of whoever takes every connection. */
function isSilence({ answer }: LookAnswer): boolean {
  return !comesFromHost(answer) && answer !== accepted;
}

function dialOnce({ context, site, observer, signal, answerBefore }: OpeningJob, waitMs: number): Promise<DialOutcome> {
  const { address, family, plan } = site;
  const onDialled = () => observer.happened({ event: 'dialled', address, port: plan.port });
  const greetsWithinMs = greetingDueMs(answerBefore?.answer);
  return countedDial(context, { address, family, port: plan.port, waitMs, signal, onDialled, greetsWithinMs });
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
