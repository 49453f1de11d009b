import { onTestFinished } from 'vitest';
import { createGatekeeper, type Gatekeeper } from '../../../electron/core/gate/gatekeeper.ts';
import type { GateHold } from '../../../electron/core/gate/holding/hold-once.ts';
import { type Journal, type JournalEntry, openJournal } from '../../../electron/core/gate/journal/journal.ts';
import { learn } from '../../../electron/core/gate/learned/gate-lore.ts';
import type { Lookup } from '../../../electron/core/ports.ts';
import type { PracticeGate } from '../../../electron/core/practice/practice-gate.ts';
import { type GatePlan, gatePlanOf } from '../../../electron/shared/gate-plan.ts';
import { mustNotLeak } from '../../support/leftovers.ts';
import { makePorts, provenLore } from '../../support/made-gate.ts';
import { deadProcess } from '../../support/marked-process.ts';
import { type RecordedAttempt, recordAttempt } from '../../support/recorded-attempt.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startWatchedGate, type WatchedGate } from '../practice/visitor.ts';

export interface KeptGate {
  readonly watched: WatchedGate;
  readonly gate: PracticeGate;
  readonly plan: GatePlan;
  readonly keeper: Gatekeeper;
  readonly journal: Journal;
  readonly folder: string;
  /** Another gatekeeper over the same folder, as another process would have. */
  another(): Gatekeeper;
  /** The only entry of the journal. */
  entry(): Promise<JournalEntry>;
  isJournalEmpty(): Promise<boolean>;
  hold(plan?: GatePlan, as?: 'session' | 'hand', keeper?: Gatekeeper): Promise<GateHold & { heard: RecordedAttempt }>;
}

/** A practice gate, a gatekeeper with an empty journal, and the plan that opens the one for the other. */
export async function startKeptGate(lookup?: Lookup): Promise<KeptGate> {
  const watched = await startWatchedGate();
  const { gate } = watched;
  for (const steps of [gate.opening, gate.closing]) mustNotLeak({ ports: steps.map(({ port }) => port) });
  const folder = temporaryFolder();
  const ports = makePorts(folder, lookup);
  const plan = { ...gatePlanOf(gate.profile), delayMs: 10, deadlineS: 3 };
  // Seen open and shut before: at a gate that nobody knows the dials of a few sessions would be too many.
  await learn(ports, plan, () => provenLore);
  const keeper = createGatekeeper(ports);
  const journal = openJournal(folder, ports.vault);
  return {
    watched,
    gate,
    plan,
    keeper,
    journal,
    folder,
    another: () => createGatekeeper(makePorts(folder, lookup)),
    entry: async () => {
      const { entries } = await journal.readAll();
      const [entry] = entries;
      if (entry === undefined || entries.length > 1) throw new Error(`${entries.length} entries in the journal`);
      return entry;
    },
    isJournalEmpty: async () => (await journal.readAll()).entries.length === 0,
    hold: async (held = plan, as = 'session', by = keeper) => {
      const heard = recordAttempt();
      const hold = await by.hold(held, as, { observer: heard.observer });
      onTestFinished(() => void hold.socket?.destroy());
      return { ...hold, heard };
    },
  };
}

/** Makes the journal believe that whoever holds or opens the gate has died. */
export async function killOwners({ journal, entry, plan }: KeptGate, more: Partial<JournalEntry> = {}): Promise<void> {
  const dead = await deadProcess();
  const kept = await entry();
  const holders = kept.holders.map((holder) => ({ ...holder, owner: dead }));
  const entryNow = { ...kept, holders, ...(kept.worker === undefined ? {} : { worker: dead }), ...more };
  const isMoved = entryNow.localAddress !== kept.localAddress;
  await journal.write(isMoved ? { ...entryNow, sealedPlan: await journal.sealPlan(plan, entryNow) } : entryNow);
}

/** How often a whole sequence was begun for a purpose. */
export function begun(heard: RecordedAttempt, purpose: 'open' | 'close'): number {
  return heard.sent().filter((sent) => sent.purpose === purpose && sent.step === 1).length;
}
