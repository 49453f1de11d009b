import { Failure } from '../../shared/failure.ts';
import { sequenceDurationMs } from '../../shared/gate-plan.ts';
import type { Observer } from '../../shared/timeline.ts';
import type { DialOutcome } from './dialler.ts';
import { type Doubt, doubtOf, type GateSite, knockAt } from './knocking.ts';
import type { Line } from './line.ts';

/** What the opener writes down as it goes; each call is on the disk before the next packet leaves. */
export interface OpeningNotes {
  beforeKnocking(durationMs: number): Promise<void>;
  /** The opening was broken off before its last knock: it cannot take effect. */
  brokenOff(): Promise<void>;
}

export interface OpeningJob {
  readonly site: GateSite;
  readonly doubts: readonly Doubt[];
  readonly observer: Observer;
  readonly notes: OpeningNotes;
  readonly signal?: AbortSignal | undefined;
}

export interface OpenedGate {
  /** The dial that was answered: the proof that the gate is open, and SSH's connection. Nothing was read from it. */
  readonly socket: Line;
  readonly roundTripMs: number;
  /** What the shut gate answered, where it did while it was dialled. */
  readonly earlierAnswer: string | undefined;
}

/** How long new dials are made after the last knock: a firewalld command takes up to 330 ms, a slow one longer. */
const dialsForMs = 1100;
const dialsLingerMs = 400;
/** One connection is bought: a single dial, which the kernel may repeat for as long as the purchase lasts. */
const singleDialMs = 3000;

/**
 * Opens a gate: knocks, dials until answered, and if nobody answers knocks once more in the way that works from every
 * state that the first try may have left behind (rules 4 and 5 of the gate).
 * @throws Failure `gate-stayed-shut`, `local-network`, `cancelled`
 */
export async function openGate(job: OpeningJob): Promise<OpenedGate> {
  const first = await knockAndDial(job, job.doubts);
  if (first.kind === 'answered') return first;
  job.observer.noticed({ kind: 'retrying' });
  const second = await knockAndDial(job, [...job.doubts, doubtOf(job.site.plan, Date.now())]);
  if (second.kind === 'answered') return second;
  throw stayedShut(job.site, second.answer ?? first.answer);
}

async function knockAndDial(job: OpeningJob, doubts: readonly Doubt[]): Promise<DialOutcome> {
  const { site, observer, signal } = job;
  await knockNoted(job, doubts);
  const isSingle = site.plan.kind === 'one-connection';
  return site.reach.dial({
    address: site.address,
    family: site.family,
    port: site.plan.port,
    forMs: isSingle ? 0 : dialsForMs,
    lingerMs: isSingle ? singleDialMs : dialsLingerMs,
    signal,
    onDialled: () => observer.happened({ event: 'dialled', address: site.address, port: site.plan.port }),
  });
}

async function knockNoted({ site, observer, notes, signal }: OpeningJob, doubts: readonly Doubt[]): Promise<void> {
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

/**
 * Knocks without dialling: for a gate that lets one connection in, which a look would use up.
 * @throws Failure `local-network`, `cancelled`
 */
export function knockOnly(job: OpeningJob): Promise<void> {
  return knockNoted(job, job.doubts);
}

function stayedShut({ plan, address }: GateSite, answer: string | undefined): Failure {
  const seen = {
    undefined: `port ${plan.port} of ${address} stayed silent`,
    ECONNREFUSED: `port ${plan.port} of ${address} refused the connection`,
  }[String(answer)];
  const slowerThanMs = (plan.seqTimeoutS - 1) * 1000;
  const isSlow = sequenceDurationMs(plan.opening, plan.delayMs) > slowerThanMs;
  const causes = [
    ...(isSlow ? ['shorten the pauses: the sequence is slower than the daemon waits'] : []),
    'check the sequence and its protocols',
    'that the knock daemon runs',
    'and that no firewall on the way drops the knocks',
  ];
  return new Failure(
    'gate-stayed-shut',
    `The gate did not open: after knocking twice ${seen ?? `${address} could not be reached (${answer})`}.`,
    { remedy: `${causes.join(', ')}.`.replace(/^./, (letter) => letter.toUpperCase()) },
  );
}
