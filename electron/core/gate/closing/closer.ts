import type { Observer, ShutResult } from '../../../shared/timeline.ts';
import { pause } from '../../cancel.ts';
import { countedDial, type DialContext, type DialLimit, dialsAllowed, dialsAt } from '../dials/dial-book.ts';
import { clearanceOf, type Doubt, doubtOf, type GateSite, knockAt } from '../knocking/knocking.ts';
import type { TurningTime } from '../learned/turning-time.ts';
import { longestSingleSynMs } from '../reach/dialler.ts';
import { accepted, comesFromHost, greetingDueMs } from '../reach/host-answer.ts';
import { type PathWitness, witnessOf } from '../reach/path-witness.ts';
import { closeBlindly } from './close-blindly.ts';

export interface ClosingJob {
  readonly context: DialContext;
  /** @param closing counts from 1 */
  siteFor(closing: number): GateSite;
  /** How often the closing may be sent until the gate is seen shut (rule 6 of the gate). */
  readonly mostClosings: number;
  /** What the gate answered before it was opened: undefined for silence, else an error code. */
  readonly answerBefore: string | undefined;
  /** Whether an opening of ours was seen to work, so that a closing is owed even where nothing listens any more. */
  readonly wasOpened: boolean;
  readonly doubts: readonly Doubt[];
  /** How long the host took to answer a dial while the gate was open, where that is known. */
  readonly roundTripMs?: number | undefined;
  /** How long its command takes to shut it, as learned. */
  readonly shutting: TurningTime | undefined;
  /** How long its command takes to open it at most, as learned. */
  readonly opensWithinMs?: number | undefined;
  /** How many looks must stay silent in a row; none: nobody looks now. */
  readonly silentLooks: number;
  /** How many closings are enough, by the line's loss, where no look follows any more and so many have stayed silent. */
  closingsEnough(silentLooks: number): number;
  readonly limit: DialLimit | undefined;
  /** The session's own connection, where it still lives. */
  readonly witness?: PathWitness | undefined;
  readonly observer: Observer;
  readonly signal?: AbortSignal | undefined;
  /** Written down before each closing leaves; it takes `durationMs`. */
  beforeKnocking(durationMs: number): Promise<void>;
}

/** A look after a closing, `afterMs` after its last knock. */
export interface ClosingLook {
  readonly afterMs: number;
  readonly isAnswered: boolean;
}

/**
 * `wasSeenOpen` tells whether anybody answered before the closing: silence after silence says nothing new. `wasAnswered`
 * tells whether it was a connection through the gate, and no refusal: the opening has worked.
 */
export interface ClosingOutcome {
  /** `closed`: it was sent, and nobody has looked, or not often enough. */
  readonly result: ShutResult | 'closed';
  readonly wasSeenOpen: boolean;
  readonly wasAnswered?: boolean;
  /** How many closings were sent, the looks after the first one, and what the shut port answered. */
  readonly closings: number;
  readonly looks: readonly ClosingLook[];
  readonly answer?: string | undefined;
}

/** How long a witness may take to answer: three times the longest usual round trip, and a lost packet sent again. */
const witnessMs = 1500;
/** Once the gate is silent nobody else can be asked any more: as long as TCP needs to send a lost packet five times. */
const lastWitnessMs = 8000;
/** firewalld takes up to 330 ms (measured): an earlier look would find the gate open, and count. */
const unknownGateMs = 400;
/** A slow command is given that long before its closing is believed to be lost. */
const slowCommandMs = 1200;
const margin = 1.2;
/** Looks follow each other so closely: what is lost together is lost in a moment. */
const betweenLooksMs = 40;
/** Where each repetition must wait until the daemon has forgotten the one before, somebody waits for all of them. */
const longestRepeatingMs = 30_000;
/** How long silence must last to be one. */
const shortestLookMs = 200;
const longestLookMs = 840;

const nothingSent = { closings: 0, looks: [] } as const;

/**
 * Shuts a gate and looks whether it is shut (rules 6 and 7 of the gate): a closing after which it is still open was most
 * likely lost, and is sent again. It knocks only on a path on which somebody has answered: what is sent into the void is no
 * closing. The results are
 * - shut: the gate answers as it did before it was opened, on a path that is known to be alive
 * - open: a dial was answered after the last closing
 * - unknown: silence that may be the path's, or a refusal that may be a host's on which nothing listens
 * - closed: the closing was sent, and more dials than may be made now would have to tell what came of it
 * @throws Failure `cancelled`, `local-network`
 */
export async function closeGate(job: ClosingJob): Promise<ClosingOutcome> {
  if (job.witness !== undefined) {
    const askedAt = performance.now();
    if (await job.witness.isAlive(witnessMs)) {
      const roundTripMs = Math.max(job.roundTripMs ?? 0, performance.now() - askedAt);
      return closeBefore({ ...job, roundTripMs }, job.witness);
    }
  }
  const look = await lookForAnybody(job);
  if (look.kind === 'none-left') return { result: 'closed', wasSeenOpen: false, ...nothingSent };
  if (look.kind === 'answered') {
    try {
      return await closeBefore({ ...job, roundTripMs: look.roundTripMs }, witnessOf(look.socket));
    } finally {
      look.socket.destroy();
    }
  }
  const { answer } = look;
  const isInFront = answer === accepted && job.answerBefore === accepted;
  if (isInFront) return job.wasOpened ? closeUnheard(job) : closeUnseen(job);
  if (!comesFromHost(answer)) return { result: 'unknown', wasSeenOpen: false, ...nothingSent };
  if (!job.wasOpened && answer === job.answerBefore)
    return { result: 'shut', wasSeenOpen: false, answer, ...nothingSent };
  return closeUnheard(job);
}

/** Closes before a witness, whose answer afterwards shows that the path still lives. */
async function closeBefore(job: ClosingJob, witness: PathWitness): Promise<ClosingOutcome> {
  const { result: after, answer, ...sent } = await knockAndLook(job);
  const seen = { wasSeenOpen: true, wasAnswered: true, ...sent };
  if (after === 'open' || after === 'closed') return { result: after, ...seen };
  const askedAt = performance.now();
  const isAlive = comesFromHost(answer) || (await witness.isAlive(lastWitnessMs));
  // The witness may have been asked more than once by TCP: the way there and back takes no longer than the quicker answer.
  const roundTripMs = Math.min(job.roundTripMs ?? 0, performance.now() - askedAt);
  const isHeard = answer !== undefined || lookMs(job) > roundTripMs;
  return { result: isHeard && isAlive ? 'shut' : 'unknown', answer: answer ?? 'silence', ...seen };
}

/** Closes at a host that refuses: it lives, and either its firewall refuses or nothing listens behind an open gate. */
async function closeUnheard(job: ClosingJob): Promise<ClosingOutcome> {
  const { result: after, answer, ...sent } = await knockAndLook(job);
  if (after === 'open') return { result: 'open', wasSeenOpen: true, wasAnswered: true, ...sent };
  if (after === 'closed') return { result: 'closed', wasSeenOpen: true, ...sent };
  // Silence where a refusal was a moment ago is the firewall's; a refusal must be the one from before the opening.
  return {
    result: answer === job.answerBefore ? 'shut' : 'unknown',
    answer: answer ?? 'silence',
    wasSeenOpen: true,
    ...sent,
  };
}

/** Closes where something in front takes every connection, and nobody has seen what the openings did: one for each. */
async function closeUnseen(job: ClosingJob): Promise<ClosingOutcome> {
  let doubts = job.doubts;
  for (let closing = 1; closing <= job.mostClosings; closing += 1) {
    const site = job.siteFor(closing);
    await knockAt(site, 'closing', doubts, job);
    doubts = [...job.doubts, doubtOf(site.plan, Date.now())];
  }
  return { result: 'shut', wasSeenOpen: false, answer: accepted, closings: job.mostClosings, looks: [] };
}

/**
 * What closings and the looks after them came to. `quiet`: silence for long enough, or the `answer` of a shut port. `refused`: a
 * refusal where silence was before, so that nothing may listen behind an open gate.
 */
interface Sent {
  readonly result: 'quiet' | 'refused' | 'open' | 'closed';
  readonly answer?: string | undefined;
  readonly closings: number;
  readonly looks: readonly ClosingLook[];
}

async function knockAndLook(job: ClosingJob): Promise<Sent> {
  const { observer, mostClosings } = job;
  if (mostClosings <= 0) {
    const { result, answer, looks } = await lookAfter(job, 0, performance.now());
    return { result, answer, closings: 0, looks };
  }
  let doubts = job.doubts;
  let looks: readonly ClosingLook[] = [];
  let firstKnockedAt: number | undefined;
  for (let closing = 1; ; closing += 1) {
    const site = job.siteFor(closing);
    if (closing > 1) observer.noticed({ kind: 'closing-again', isSeenOpen: true });
    await knockAt(site, 'closing', doubts, job);
    const knockedAt = performance.now();
    firstKnockedAt ??= knockedAt;
    const { silent, ...seen } = await lookAfter(job, closing, knockedAt);
    if (closing === 1) looks = seen.looks;
    doubts = [...job.doubts, doubtOf(site.plan, Date.now())];
    if (seen.result === 'closed' && job.silentLooks > 0) {
      // Where one was seen to be lost the line is worse than anybody has known.
      const enough = closing > 1 ? mostClosings : Math.min(mostClosings, job.closingsEnough(silent));
      await closeBlindly({ ...job, doubts }, { sent: closing, enough });
      // The last one that looked found it open.
      if (closing > 1 && silent === 0) return { result: 'open', closings: closing, looks };
    }
    const isShut = seen.result !== 'open' && seen.result !== 'refused';
    if (isShut || closing >= mostClosings) return { ...seen, closings: closing, looks };
    const { waitMs } = clearanceOf(site.plan, site.plan.closing ?? [], doubts);
    const againAt = performance.now() + waitMs;
    if (waitMs > 0 && againAt - firstKnockedAt > longestRepeatingMs) return { ...seen, closings: closing, looks };
  }
}

/**
 * Looks until enough looks were silent, or somebody answers though the command has had its time.
 * @returns also how many dials were `silent` since the last answer
 */
async function lookAfter(
  job: ClosingJob,
  closing: number,
  knockedAt: number,
): Promise<Omit<Sent, 'closings'> & { readonly silent: number }> {
  const { shutting, signal, silentLooks, answerBefore, opensWithinMs = 0 } = job;
  const looks: ClosingLook[] = [];
  let silent = 0;
  if (silentLooks === 0) return { result: 'closed', looks, silent };
  const firstMs = shutting?.dialMs ?? unknownGateMs;
  // A command that opens slowly shuts slowly, most likely.
  const unknownPatienceMs = closing <= 1 ? Math.max(slowCommandMs, margin * opensWithinMs) : firstMs;
  const patienceMs = shutting === undefined ? unknownPatienceMs : margin * shutting.notLaterMs;
  for (const dueMs of firstMs < patienceMs ? [firstMs, patienceMs] : [firstMs]) {
    await pause(knockedAt + dueMs - performance.now(), signal);
    const left = await dialsLeft(job);
    if (left === 0) return { result: 'closed', looks, silent };
    // What cannot be seen shut by now may be seen open: one dial is kept for a command that is slow.
    const kept = left < silentLooks && dueMs < patienceMs ? 1 : 0;
    const most = Math.min(silentLooks, Math.max(1, left - kept));
    const afterMs = performance.now() - knockedAt;
    const { kind, answer } = await lookInARow(job, most);
    looks.push({ afterMs, isAnswered: kind === 'answered' });
    silent = kind === 'answered' ? 0 : silent + most;
    if (kind === 'answered') continue;
    // An open gate with nothing behind it refuses too: a closing that is owed is sent.
    if (answerBefore === undefined && comesFromHost(answer)) return { result: 'refused', answer, looks, silent };
    if (answer !== undefined) return { result: 'quiet', answer, looks, silent };
    // Also a firewall that refuses may be silent: the kernel limits such answers to a few in a second (measured).
    if (kept > 0) continue;
    return { result: most < silentLooks ? 'closed' : 'quiet', looks, silent };
  }
  return { result: 'open', looks, silent };
}

/** Several dials, one closely after the other, until something comes back to one of them; none is waited for longer than a look. */
async function lookInARow(
  job: ClosingJob,
  most: number,
): Promise<{ readonly kind: string; readonly answer?: string | undefined }> {
  const underWay: Promise<void>[] = [];
  let heard: { kind: string; answer?: string | undefined } | undefined;
  const stopped = new AbortController();
  const signal = job.signal === undefined ? stopped.signal : AbortSignal.any([stopped.signal, job.signal]);
  try {
    for (let dial = 0; dial < most && heard === undefined; dial += 1) {
      const looked = lookOnce(job, lookMs(job), signal).then((look) => {
        if (look.kind === 'answered') look.socket.destroy();
        if (look.kind === 'answered' || look.answer !== undefined) {
          heard ??= { kind: look.kind, ...('answer' in look && { answer: look.answer }) };
          stopped.abort();
        }
      });
      underWay.push(looked);
      if (dial + 1 < most) await Promise.race([looked, pause(betweenLooksMs)]);
    }
    await Promise.all(underWay);
  } catch (thrown) {
    await Promise.allSettled(underWay);
    if (heard === undefined) throw thrown;
  }
  return heard ?? { kind: 'not-answered' };
}

type FirstLook = Awaited<ReturnType<typeof lookOnce>> | { readonly kind: 'none-left' };

/** Before a closing that no session bears witness to: somebody must answer, and a dial may be lost. */
async function lookForAnybody(job: ClosingJob): Promise<FirstLook> {
  const most = Math.min(Math.max(1, job.silentLooks), await dialsLeft(job));
  let look: FirstLook = { kind: 'none-left' };
  for (let dial = 0; dial < most; dial += 1) {
    look = await lookOnce(job, dial === 0 ? longestSingleSynMs : lookMs(job));
    if (look.kind === 'answered' || look.answer !== undefined) return look;
  }
  return look;
}

/** How many dials may be made now (rule 4 of the gate). */
async function dialsLeft({ context, siteFor, limit }: ClosingJob): Promise<number> {
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  const { address, plan } = siteFor(1);
  return dialsAllowed(await dialsAt(context, { address, port: plan.port }), limit);
}

function lookMs({ roundTripMs = 0 }: ClosingJob): number {
  return Math.min(longestLookMs, Math.max(shortestLookMs, 3 * roundTripMs));
}

function lookOnce({ context, siteFor, ...job }: ClosingJob, waitMs: number, signal = job.signal) {
  const { address, family, plan } = siteFor(1);
  const greetsWithinMs = greetingDueMs(job.answerBefore);
  return countedDial(context, { address, family, port: plan.port, waitMs, signal, greetsWithinMs });
}
