import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { GateEnding } from '../../../shared/timeline.ts';
import { type ResolvedHost, resolveHost } from '../../knock/resolve-host.ts';
import { entriesOfProfile, type GateContext, type GateOptions, inTurn, recordOf } from '../gate-context.ts';
import { elsewhereOf } from '../journal/elsewhere.ts';
import { GateRecord } from '../journal/gate-record.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { shutGate } from './shut-gate.ts';

/**
 * `Gatekeeper.shutByHand`: knocks at the literal of the opening where the journal has one, and asks for the name's address
 * only where it has none. A person's word is worth one closing even when none is owed.
 */
export async function shutByHand(context: GateContext, plan: GatePlan, options: GateOptions): Promise<GateEnding> {
  const { observer, signal } = options;
  const entries = await entriesOfProfile(context, plan);
  const endings: GateEnding[] = [];
  if (entries.length === 0) {
    for (const host of await resolveHost(plan.host, plan.family, context.reach.lookup, signal)) {
      observer.happened({ event: 'resolved', host: host.host, address: host.address, family: host.family });
      endings.push(await shutUnknown(context, plan, host, options));
    }
  }
  for (const entry of await hereFirst(context, entries)) endings.push(await shutEntry(context, entry, plan, options));
  return worstEnding(endings);
}

/** Nothing is known of it: it is knocked shut all the same. */
function shutUnknown(
  context: GateContext,
  plan: GatePlan,
  host: ResolvedHost,
  options: GateOptions,
): Promise<GateEnding> {
  return inTurn(context, host.allAddresses, options, async () =>
    shutGate(context, plan, await recordOf(context, plan, host), options, { isUnknown: true, byHand: true }),
  );
}

/** A gate that is open for the address we have would pass for one that was opened for another: it is shut before. */
async function hereFirst({ reach }: GateContext, entries: readonly JournalEntry[]): Promise<readonly JournalEntry[]> {
  const places = await Promise.all(
    entries.map(async (entry) => ({ entry, elsewhere: await elsewhereOf(reach.localAddressTowards, entry) })),
  );
  const isHere = ({ elsewhere }: (typeof places)[number]) => Number(elsewhere === undefined);
  return places.toSorted((one, other) => isHere(other) - isHere(one)).map(({ entry }) => entry);
}

/** Of what became of several gates, what a person must know first. */
export function worstEnding(endings: readonly GateEnding[]): GateEnding {
  const worst = ['open', 'unknown', 'awaited', 'left', 'held', 'by-hand', 'delayed', 'shut'] as const;
  return endings.toSorted((one, other) => worst.indexOf(one.kind) - worst.indexOf(other.kind))[0] ?? { kind: 'shut' };
}

/** `Gatekeeper.shutKnown`: as `shutByHand`, for a gate of which only the journal knows the plan. */
export async function shutKnownByHand(context: GateContext, id: string, options: GateOptions): Promise<GateEnding> {
  const entry = await context.journal.read(id);
  if (entry === undefined) return { kind: 'left', why: 'shut-already' };
  return shutEntry(context, entry, await context.journal.unsealPlan(entry), options);
}

function shutEntry(
  context: GateContext,
  { id, allAddresses, host, address, family }: JournalEntry,
  plan: GatePlan,
  options: GateOptions,
): Promise<GateEnding> {
  const { observer, signal } = options;
  observer.happened({ event: 'resolved', host, address, family });
  return inTurn(context, allAddresses, { observer, signal }, async (): Promise<GateEnding> => {
    const entry = await context.journal.read(id);
    if (entry === undefined) return { kind: 'left', why: 'shut-already' };
    const record = new GateRecord(context.journal, entry, true);
    await record.released(() => true);
    return shutGate(context, plan, record, options, { byHand: true });
  });
}
