import type { Observer, ShutResult } from '../../../shared/timeline.ts';
import { pause } from '../../cancel.ts';
import { type Doubt, doubtOf, type GateSite, knockAt } from '../knocking/knocking.ts';
import { type PathWitness, witnessOf } from '../reach/path-witness.ts';

export interface ClosingJob {
  readonly site: GateSite;
  /** At most as many closings as openings took effect: a further one would shut somebody else out. */
  readonly closingsAllowed: number;
  /** What the gate answered before it was opened: undefined for silence, else an error code. */
  readonly answerBefore: string | undefined;
  /** Whether an opening of ours was seen to work, so that a closing is owed even where nothing listens any more. */
  readonly wasOpened: boolean;
  readonly doubts: readonly Doubt[];
  /** How long the host took to answer a dial while the gate was open, where that is known. */
  readonly roundTripMs?: number | undefined;
  /** The session's own connection, where it still lives. */
  readonly witness?: PathWitness | undefined;
  readonly observer: Observer;
  readonly signal?: AbortSignal | undefined;
  /** Written down before each closing leaves; it takes `durationMs`. */
  beforeKnocking(durationMs: number): Promise<void>;
}

/**
 * `wasSeenOpen` tells whether anybody answered before the closing: silence after silence says nothing new. `wasAnswered`
 * tells whether it was a connection through the gate, and no refusal: the opening has worked.
 */
export interface ClosingOutcome {
  readonly result: ShutResult;
  readonly wasSeenOpen: boolean;
  readonly wasAnswered?: boolean;
}

/** How long a witness may take to answer: three times the longest usual round trip, and a lost packet sent again. */
const witnessMs = 1500;
/** knockd reads its capture every 50 ms and starts a command (10 to 59 ms measured): an earlier look would find it open. */
const commandMs = 90;
/** A firewalld command takes up to 330 ms, a busy server longer. */
const looksForMs = 2000;
const betweenLooksMs = 120;
/** Several dials, so that lost packets do not pass for a shut gate: eight, at 20 % loss each way silent once in 3,000 looks. */
const firstDialsForMs = 100;
/**
 * A gate that has just answered is believed to be shut after 14 silent dials: its closing may have been lost, and of many
 * looks one may be silent by chance (7 of 120 closings at 20 % loss each way passed for shut before).
 */
const laterDialsForMs = 300;
/** How long silence must last to be one; the dials themselves live for 900 ms at most. */
const shortestLookMs = 340;
const longestLookMs = 840;

/**
 * Shuts a gate and looks whether it is shut (rules 6 and 7 of the gate). It knocks only on a path on which somebody has
 * answered: what is sent into the void is no closing. The three results are
 * - shut: the gate answers as it did before it was opened, on a path that is known to be alive
 * - open: a dial was answered after the closing
 * - unknown: silence that may be the path's, or a refusal that may be a host's on which nothing listens
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
  const look = await lookFor(job, 600, 400);
  if (look.kind === 'answered') {
    try {
      return await closeBefore({ ...job, roundTripMs: look.roundTripMs }, witnessOf(look.socket));
    } finally {
      look.socket.destroy();
    }
  }
  if (!comesFromHost(look.answer)) return { result: 'unknown', wasSeenOpen: false };
  if (!job.wasOpened && look.answer === job.answerBefore) return { result: 'shut', wasSeenOpen: false };
  return closeUnheard(job);
}

/** Closes before a witness, whose answer afterwards shows that the path still lives. */
async function closeBefore(job: ClosingJob, witness: PathWitness): Promise<ClosingOutcome> {
  const seen = { wasSeenOpen: true, wasAnswered: true };
  const after = await knockAndLook(job);
  if (after.kind === 'answered') return { result: 'open', ...seen };
  const isHeard = after.answer !== undefined || lookMs(job) > (job.roundTripMs ?? 0);
  const isAlive = comesFromHost(after.answer) || (await witness.isAlive(witnessMs));
  return { result: isHeard && isAlive ? 'shut' : 'unknown', ...seen };
}

/** Closes at a host that refuses: it lives, and either its firewall refuses or nothing listens behind an open gate. */
async function closeUnheard(job: ClosingJob): Promise<ClosingOutcome> {
  const after = await knockAndLook(job);
  if (after.kind === 'answered') return { result: 'open', wasSeenOpen: true, wasAnswered: true };
  // Silence where a refusal was a moment ago is the firewall's; a refusal must be the one from before the opening.
  const isAsBefore = after.answer === undefined ? job.answerBefore === undefined : after.answer === job.answerBefore;
  return { result: isAsBefore ? 'shut' : 'unknown', wasSeenOpen: true };
}

/** Only a refusal is surely the host's: without a way to it, or with a neighbour gone, this machine says the rest itself. */
function comesFromHost(answer: string | undefined): boolean {
  return answer === 'ECONNREFUSED' || answer === 'ECONNRESET';
}

type Seen = { readonly kind: 'answered' } | { readonly kind: 'not-answered'; readonly answer: string | undefined };

async function knockAndLook(job: ClosingJob): Promise<Seen> {
  if (job.closingsAllowed <= 0) return lookUntilShut(job);
  let seen: Seen = { kind: 'answered' };
  for (let sent = 0; sent < job.closingsAllowed && looksOpen(job, seen); sent += 1) {
    const doubts = sent === 0 ? job.doubts : [...job.doubts, doubtOf(job.site.plan, Date.now())];
    await knockAt(job.site, 'closing', doubts, job);
    seen = await lookUntilShut(job);
  }
  return seen;
}

/** A refusal where silence was before may be an open gate with nothing behind it: a closing that is owed is sent. */
function looksOpen({ answerBefore }: ClosingJob, seen: Seen): boolean {
  return seen.kind === 'answered' || (answerBefore === undefined && comesFromHost(seen.answer));
}

async function lookUntilShut(job: ClosingJob): Promise<Seen> {
  const startedAt = performance.now();
  let dialsForMs = firstDialsForMs;
  await pause(commandMs, job.signal);
  while (true) {
    const look = await lookFor(job, dialsForMs, lookMs(job));
    if (look.kind === 'not-answered') return look;
    look.socket.destroy();
    dialsForMs = laterDialsForMs;
    if (performance.now() - startedAt > looksForMs) return { kind: 'answered' };
    await pause(betweenLooksMs, job.signal);
  }
}

function lookMs({ roundTripMs = 0 }: ClosingJob): number {
  return Math.min(longestLookMs, Math.max(shortestLookMs, 3 * roundTripMs));
}

function lookFor({ site, signal }: ClosingJob, forMs: number, lingerMs: number) {
  return site.reach.dial({ address: site.address, family: site.family, port: site.plan.port, forMs, lingerMs, signal });
}
