import { Failure } from '../../shared/failure.ts';
import type { GatePlan } from '../../shared/gate-plan.ts';
import type { GateEnding } from '../../shared/timeline.ts';
import type { Ports } from '../ports.ts';
import { shutByHand, shutKnownByHand } from './closing/shut-by-hand.ts';
import { type RecoveredGate, type RecoveryOptions, recoverGates } from './endings/recover-gates.ts';
import { type GateContext, type GateOptions, profileMarkOf } from './gate-context.ts';
import { holdGate } from './holding/hold-gate.ts';
import type { GateHold } from './holding/hold-once.ts';
import { type Holder, type JournalEntry, openJournal } from './journal/journal.ts';
import { type OneTimeLists, openOneTimeLists } from './journal/one-time-lists.ts';
import { type FreeKnocks, knockFreely } from './knocking/free-knocks.ts';
import { forgetLore, type GateLore, learn, readLore } from './learned/gate-lore.ts';
import { withLastConfirmed } from './one-time/one-time-opening.ts';
import { directReach, type Reach } from './reach/reach.ts';
import { type KnownGate, knownGates } from './state/known-gates.ts';
import { type GateLook, lookAtGate } from './state/look-at-gate.ts';

/**
 * Keeps the gates: opens one when the first holder comes, shuts it when the last one goes, and remembers across processes
 * and crashes what is open. All knocking of all processes of a user goes through here.
 */
export interface Gatekeeper {
  /**
   * Opens the gate, or shares it where it is open, until the hold is released.
   * @throws Failure `name-unknown`, `local-network`, `gate-stayed-shut`, `lets-one-in`, `one-time-last`, `one-time-used-up`,
   * `data-folder-unusable`, `cancelled`
   */
  hold(plan: GatePlan, as: Holder['as'], options: GateOptions): Promise<GateHold>;
  /** Looks whether a gate is open, and knocks nothing. @throws Failure `name-unknown`, `local-network`, `cancelled` */
  look(plan: GatePlan, options: GateOptions): Promise<GateLook>;
  /** Shuts a gate because a person says so, whoever holds it. Throws as `hold` does. */
  shutByHand(plan: GatePlan, options: GateOptions): Promise<GateEnding>;
  /**
   * Sends knocks to a host when its turn has come, and notes nothing: what knock(1) does.
   * @throws Failure `name-unknown`, `local-network`, `cancelled`
   */
  knock(plan: FreeKnocks, options: GateOptions): Promise<void>;
  /** Strikes a gate out of the journal without looking. @returns whether it was there */
  forget(plan: GatePlan): Promise<boolean>;
  /**
   * Shuts what dead processes left open; what could not be shut is told in the endings.
   * @throws Failure `cancelled` when `shutSignal` was raised, as soon as nothing is under way any more; the journal keeps the rest
   */
  recover(options: RecoveryOptions): Promise<readonly RecoveredGate[]>;
  /** What the journal says now, and the files of it that could not be read and were moved aside. */
  known(): Promise<{ readonly gates: readonly KnownGate[]; readonly movedAside: readonly string[] }>;
  /** What earlier openings of the gate have taught; undefined where nothing was learned. */
  lore(plan: GatePlan): Promise<GateLore | undefined>;
  /** Forgets that: the next opening begins as the first one did. @throws Failure `data-folder-unusable` */
  forgetLore(plan: GatePlan): Promise<void>;
  /** A person says that nobody else opens this gate from here: closings are repeated until it is seen shut. */
  isOursAlone(plan: GatePlan): Promise<void>;
  /** What a plan's gates are marked with in the journal, whatever address the name has. */
  markOf(plan: GatePlan): Promise<string>;
  /** As `shutByHand`, for a known gate whose profile nobody has. @throws also Failure `secrets-unusable` */
  shutKnown(id: string, options: GateOptions): Promise<GateEnding>;
  /** As `forget`, for one known gate. */
  forgetKnown(id: string): Promise<void>;
  /** The same gates and journal, knocked and dialled by way of a jump host. */
  byWayOf(reach: Reach): Gatekeeper;
}

export function createGatekeeper(
  ports: Ports,
  lists: OneTimeLists = openOneTimeLists(ports.dataFolder, ports.vault),
): Gatekeeper {
  return gatekeeperOf({
    ports,
    journal: openJournal(ports.dataFolder, ports.vault),
    lists,
    reach: directReach(ports.lookup),
  });
}

function gatekeeperOf(context: GateContext): Gatekeeper {
  const { ports } = context;
  return {
    look: (plan, options) => withinReach(context, plan, () => lookAtGate(context, plan, options)),
    hold: (plan, as, options) =>
      withinReach(context, plan, () =>
        withLastConfirmed(options.confirmLast, (mayUseLast) => holdGate(context, plan, as, options, mayUseLast)),
      ),
    shutByHand: (plan, options) => withinReach(context, plan, () => shutByHand(context, plan, options)),
    knock: (plan, options) => knockFreely(context, plan, options),
    forget: async (plan) => {
      // By name and port: an entry's mark cannot be compared when the vault's key is lost.
      const { entries } = await context.journal.readAll();
      const meant = entries.filter((entry) => isOfPlan(entry, plan));
      for (const entry of meant) await context.journal.remove(entry.id);
      return meant.length > 0;
    },
    recover: (options) => recoverGates(context, options),
    known: () => knownGates(context),
    lore: (plan) => readLore(ports, plan),
    forgetLore: (plan) => forgetLore(ports, plan),
    isOursAlone: (plan) => learn(ports, plan, (before) => before && { ...before, sharing: 'no' }),
    markOf: (plan) => profileMarkOf(ports, plan),
    shutKnown: (id, options) => shutKnownByHand(context, id, options),
    forgetKnown: (id) => context.journal.remove(id),
    byWayOf: (reach) => gatekeeperOf({ ...context, reach }),
  };
}

function isOfPlan({ host, port, via }: JournalEntry, plan: GatePlan): boolean {
  return host === plan.host && port === plan.port && via?.hosts === plan.via?.hosts;
}

/** What stands behind a jump host is another machine's address here: nothing is knocked there but by way of that host. */
function withinReach<T>({ reach }: GateContext, { host, via }: GatePlan, work: () => Promise<T>): Promise<T> {
  if (via?.hosts === reach.via?.hosts) return work();
  return Promise.reject(
    new Failure('way-in-needed', `The gate at ${host} is reached by way of ${via?.name ?? 'no jump host'}.`, {
      remedy: 'Connect: a session opens every gate on its way, and shuts it again.',
    }),
  );
}
