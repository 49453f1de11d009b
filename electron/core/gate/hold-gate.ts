import type { Socket } from 'node:net';
import { asFailure } from '../../shared/failure.ts';
import type { GatePlan } from '../../shared/gate-plan.ts';
import type { GateEnding } from '../../shared/timeline.ts';
import { type ResolvedHost, resolveHost } from '../knock/resolve-host.ts';
import { doubtsAt, type GateContext, type GateOptions, inTurn, recordOf } from './gate-context.ts';
import type { GateRecord } from './gate-record.ts';
import type { Holder } from './journal.ts';
import { localAddressTowards } from './local-address.ts';
import { lookBefore } from './look-before.ts';
import { knockOnly, type OpeningJob, openGate } from './opener.ts';
import type { PathWitness } from './path-witness.ts';
import { releaseGate, shutGate } from './release-gate.ts';

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
    if (look.kind === 'answered') {
      observer.happened({ event: 'open', address: host.address, port: plan.port, found: true });
      // Open by an earlier opening of ours: whoever holds it last shuts it. Open by somebody else's: it stays so.
      const holderId = record.mayBeOpen ? await record.opened(as) : undefined;
      return holdOf(context, plan, record, look.socket, holderId);
    }
    record.answeredBefore(look.answer);
    const socket = await openNoted(context, { plan, host, record, as }, options);
    return holdOf(context, plan, record, socket, await record.opened(as));
  });
}

interface Opening {
  readonly plan: GatePlan;
  readonly host: ResolvedHost;
  readonly record: GateRecord;
  readonly as: Holder['as'];
}

async function openNoted(context: GateContext, opening: Opening, options: GateOptions): Promise<Socket | undefined> {
  const { plan, host, record, as } = opening;
  try {
    const job = await jobOf(context, opening, options);
    if (as === 'hand' && plan.kind === 'one-connection') {
      await knockOnly(job);
      return undefined;
    }
    const { socket } = await openGate(job);
    options.observer.happened({ event: 'open', address: host.address, port: plan.port, found: false });
    return socket;
  } catch (thrown) {
    const failure = asFailure(thrown);
    const isLast = record.livingHolders.length === 0;
    // All knocks of an opening are out: the gate may open at any moment, and nobody wants it any more.
    if (failure.code === 'cancelled' && record.mayBeOpen && isLast) await shutGate(context, plan, record, options);
    else if (record.entry.phase === 'knocking') await record.openingUnanswered();
    throw failure;
  }
}

async function jobOf(context: GateContext, { plan, host, record }: Opening, options: GateOptions): Promise<OpeningJob> {
  const localAddress = await localAddressTowards(host.address, host.family);
  return {
    site: { plan, address: host.address, family: host.family },
    doubts: await doubtsAt(context, host.allAddresses),
    observer: options.observer,
    signal: options.signal,
    notes: {
      beforeKnocking: () => record.beforeOpening(plan, localAddress),
      brokenOff: () => record.openingBrokenOff(),
    },
  };
}

function holdOf(
  context: GateContext,
  plan: GatePlan,
  record: GateRecord,
  socket: Socket | undefined,
  holderId: string | undefined,
): GateHold {
  const { id, address, allAddresses } = record.entry;
  return {
    address,
    socket,
    isFound: holderId === undefined,
    release: (options, witness) =>
      holderId === undefined
        ? Promise.resolve({ kind: 'left', why: 'found-open' })
        : releaseGate(context, { plan, gateId: id, holderId, allAddresses }, options, witness),
  };
}
