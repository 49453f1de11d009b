import type { Observer, ShutResult } from '../../shared/timeline.ts';
import { pause } from '../cancel.ts';
import { dial } from './dialler.ts';
import { type Doubt, doubtOf, type GateSite, knockAt } from './knocking.ts';
import { type PathWitness, witnessOf } from './path-witness.ts';

export interface ClosingJob {
  readonly site: GateSite;
  /** At most as many closings as openings took effect: a further one would shut somebody else out. */
  readonly closingsAllowed: number;
  /** What the gate answered before it was opened: undefined for silence, else an error code. */
  readonly answerBefore: string | undefined;
  readonly doubts: readonly Doubt[];
  /** How long the host took to answer a dial while the gate was open, where that is known. */
  readonly roundTripMs?: number | undefined;
  /** The session's own connection, where it still lives. */
  readonly witness?: PathWitness | undefined;
  readonly observer: Observer;
  readonly signal?: AbortSignal | undefined;
  /** Written down before each closing leaves. */
  beforeKnocking(): Promise<void>;
}

/** `wasSeenOpen` tells whether anybody answered before the closing: silence after silence says nothing new. */
export interface ClosingOutcome {
  readonly result: ShutResult;
  readonly wasSeenOpen: boolean;
}

/** How long a witness may take to answer: three times the longest usual round trip, and a lost packet sent again. */
const witnessMs = 1500;
/** knockd reads its capture every 50 ms and starts a command (10 to 59 ms measured): an earlier look would find it open. */
const commandMs = 90;
/** A firewalld command takes up to 330 ms, a busy server longer. */
const looksForMs = 2000;
const betweenLooksMs = 120;
/** How long silence must last to be one. */
const shortestLookMs = 340;
const longestLookMs = 840;

/**
 * Shuts a gate and looks whether it is shut (rules 6 and 7 of the gate). It knocks only on a path on which somebody has
 * answered: what is sent into the void is no closing. The three results are
 * - shut: the gate answers as it did before it was opened, on a path that is known to be alive
 * - open: a dial was answered after the closing
 * - unknown: silence that may be the path's
 * @throws Failure `cancelled`, `local-network`
 */
export async function closeGate(job: ClosingJob): Promise<ClosingOutcome> {
  const witnessLives = (await job.witness?.isAlive(witnessMs)) ?? false;
  if (job.witness !== undefined && witnessLives) return closeBefore(job, job.witness);

  const look = await lookFor(job, 600, 400);
  if (look.kind === 'answered') {
    try {
      return await closeBefore({ ...job, roundTripMs: look.roundTripMs }, witnessOf(look.socket));
    } finally {
      look.socket.destroy();
    }
  }
  if (look.answer === undefined) return { result: 'unknown', wasSeenOpen: false };
  // Refused as before the opening: shut. Refused where silence was: the firewall lets through, and nothing listens.
  if (look.answer === job.answerBefore) return { result: 'shut', wasSeenOpen: false };
  const after = await knockAndLook(job);
  if (after.kind === 'answered') return { result: 'open', wasSeenOpen: true };
  return { result: after.answer === undefined ? 'shut' : 'unknown', wasSeenOpen: true };
}

async function closeBefore(job: ClosingJob, witness: PathWitness): Promise<ClosingOutcome> {
  const after = await knockAndLook(job);
  if (after.kind === 'answered') return { result: 'open', wasSeenOpen: true };
  // A refusal shows by itself that the path lives, and that sshd listens was seen a moment ago.
  const isAlive = after.answer !== undefined || (await witness.isAlive(witnessMs));
  return { result: isAlive ? 'shut' : 'unknown', wasSeenOpen: true };
}

type Seen = { readonly kind: 'answered' } | { readonly kind: 'not-answered'; readonly answer: string | undefined };

async function knockAndLook(job: ClosingJob): Promise<Seen> {
  let seen: Seen = { kind: 'answered' };
  for (let sent = 0; sent < job.closingsAllowed && seen.kind === 'answered'; sent += 1) {
    await job.beforeKnocking();
    const doubts = sent === 0 ? job.doubts : [...job.doubts, doubtOf(job.site.plan, Date.now())];
    await knockAt(job.site, 'closing', doubts, job);
    seen = await lookUntilShut(job);
  }
  return job.closingsAllowed > 0 ? seen : lookUntilShut(job);
}

async function lookUntilShut(job: ClosingJob): Promise<Seen> {
  const startedAt = performance.now();
  await pause(commandMs, job.signal);
  while (true) {
    // Several dials, so that one lost SYN does not pass for a shut gate.
    const look = await lookFor(job, 60, Math.min(longestLookMs, Math.max(shortestLookMs, 3 * (job.roundTripMs ?? 0))));
    if (look.kind === 'not-answered') return look;
    look.socket.destroy();
    if (performance.now() - startedAt > looksForMs) return { kind: 'answered' };
    await pause(betweenLooksMs, job.signal);
  }
}

function lookFor({ site, signal }: ClosingJob, forMs: number, lingerMs: number) {
  return dial({ address: site.address, family: site.family, port: site.plan.port, forMs, lingerMs, signal });
}
