import type { Socket } from 'node:net';
import { asFailure, Failure } from '../../shared/failure.ts';
import type { GatePlan } from '../../shared/gate-plan.ts';
import type { GateEnding } from '../../shared/timeline.ts';
import { type ResolvedHost, resolveHost } from '../knock/resolve-host.ts';
import { doubtsAt, type GateContext, type GateOptions, inTurn, recordOf } from './gate-context.ts';
import type { GateRecord } from './gate-record.ts';
import type { Holder } from './journal.ts';
import { localAddressTowards } from './local-address.ts';
import { lookBefore } from './look-before.ts';
import { knockOnly, type OpenedGate, type OpeningJob, openGate } from './opener.ts';
import type { PathWitness } from './path-witness.ts';
import { releaseGate, shutGate } from './release-gate.ts';
import { takeOverOpening } from './take-over.ts';

/** A gate that is open, and kept open until it is released. */
export interface GateHold {
  readonly address: string;
  /** The answered dial, for SSH to use; undefined at a gate that a look would shut (`one-connection`, held by hand). */
  readonly socket: Socket | undefined;
  /** True when it was open before anybody of ours knocked: it is then left as it was found. */
  readonly isFound: boolean;
  /** Lets go. The last holder shuts the gate; `witness` is the session's connection where it still lives. */
  release(options: GateOptions, witness?: PathWitness): Promise<GateEnding>;
}

/** `Gatekeeper.hold`: shares a gate that is open, opens one that is not. */
export async function holdGate(
  context: GateContext,
  plan: GatePlan,
  as: Holder['as'],
  options: GateOptions,
): Promise<GateHold> {
  const { observer, signal } = options;
  const host = await resolveHost(plan.host, plan.family, context.ports.lookup, signal);
  observer.happened({ event: 'resolved', host: host.host, address: host.address, family: host.family });
  return inTurn(context, host.allAddresses, options, async () => {
    const record = await recordOf(context, plan, host);
    const isHeld = record.entry.phase === 'open' && record.livingHolders.length > 0;
    const look = await lookBefore(plan, host, isHeld, signal);
    const opening: Opening = { plan, host, record, as };
    if (look.kind === 'answered') {
      observer.happened({ event: 'open', address: host.address, port: plan.port, found: true });
      // Open by an earlier opening of ours: whoever holds it last shuts it. Open by somebody else's: it stays so.
      const isOurs = record.mayBeOpen || (await takeOverOpening(context, record));
      return isOurs ? holdNoted(context, opening, look, false, options) : foundOpen(record, look.socket);
    }
    if (isHeld && look.answer === 'ECONNREFUSED' && record.entry.answerBefore === undefined) throw nothingListens(plan);
    if (!record.mayBeOpen) record.answeredBefore(look.answer);
    return holdNoted(context, opening, await openNoted(context, opening, options), true, options);
  });
}

interface Opening {
  readonly plan: GatePlan;
  readonly host: ResolvedHost;
  readonly record: GateRecord;
  readonly as: Holder['as'];
}

/** Writes the holder down; a gate that cannot be noted as held is shut again, since nobody would remember it. */
async function holdNoted(
  context: GateContext,
  { plan, record, as }: Opening,
  opened: OpenedGate | undefined,
  knocked: boolean,
  options: GateOptions,
): Promise<GateHold> {
  const { id, address, allAddresses } = record.entry;
  const { socket, roundTripMs, earlierAnswer } = opened ?? {};
  // On a slow line the look before was over when the refusal came; the dials have heard it.
  if (earlierAnswer !== undefined && record.entry.openedAtMs === undefined) record.answeredBefore(earlierAnswer);
  try {
    const holderId = await record.opened(as, { knocked });
    return {
      address,
      socket,
      isFound: false,
      release: (releaseOptions, witness) =>
        releaseGate(context, { plan, gateId: id, holderId, allAddresses, roundTripMs }, releaseOptions, witness),
    };
  } catch (thrown) {
    const isLast = record.livingHolders.length === 0;
    if (isLast) await shutGate(context, plan, record.withoutWriting(), options, { roundTripMs });
    socket?.destroy();
    throw thrown;
  }
}

function foundOpen({ entry: { address } }: GateRecord, socket: Socket): GateHold {
  return { address, socket, isFound: true, release: () => Promise.resolve({ kind: 'left', why: 'found-open' }) };
}

async function openNoted(
  context: GateContext,
  opening: Opening,
  options: GateOptions,
): Promise<OpenedGate | undefined> {
  const { plan, host, record, as } = opening;
  try {
    const job = await jobOf(context, opening, options);
    if (as === 'hand' && plan.kind === 'one-connection') {
      await knockOnly(job);
      return undefined;
    }
    const opened = await openGate(job);
    options.observer.happened({ event: 'open', address: host.address, port: plan.port, found: false });
    return opened;
  } catch (thrown) {
    const failure = asFailure(thrown);
    const isLast = record.livingHolders.length === 0;
    if (failure.code === 'cancelled' && record.mayBeOpen && isLast) {
      // All knocks of an opening are out: the gate may open at any moment, and nobody wants it any more.
      const ending = await shutGate(context, plan, record, options);
      options.observer.noticed({ kind: 'let-go', ending });
    } else if (record.entry.phase === 'knocking') {
      await record.openingUnanswered();
    }
    throw failure;
  }
}

function nothingListens({ host, port }: GatePlan): Failure {
  return new Failure(
    'nothing-listens',
    `The gate at ${host} is held open, and port ${port} refuses: nothing listens there.`,
    {
      remedy: 'Look whether the SSH server runs, and whether the port in the profile is its port.',
    },
  );
}

async function jobOf(context: GateContext, { plan, host, record }: Opening, options: GateOptions): Promise<OpeningJob> {
  const localAddress = await localAddressTowards(host.address, host.family);
  return {
    site: { plan, address: host.address, family: host.family },
    doubts: await doubtsAt(context, host.allAddresses),
    observer: options.observer,
    signal: options.signal,
    notes: {
      beforeKnocking: (durationMs) => record.beforeOpening(durationMs, localAddress),
      brokenOff: () => record.openingBrokenOff(),
    },
  };
}
