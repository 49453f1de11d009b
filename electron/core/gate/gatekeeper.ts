import type { GatePlan } from '../../shared/gate-plan.ts';
import type { GateEnding } from '../../shared/timeline.ts';
import type { Ports } from '../ports.ts';
import { type FreeKnocks, knockFreely } from './free-knocks.ts';
import { type GateContext, type GateOptions, profileMarkOf } from './gate-context.ts';
import { forgetLore, type GateLore, readLore } from './gate-lore.ts';
import { holdGate } from './hold-gate.ts';
import type { GateHold } from './hold-once.ts';
import { type Holder, openJournal } from './journal.ts';
import { type KnownGate, knownGates } from './known-gates.ts';
import { type GateLook, lookAtGate } from './look-at-gate.ts';
import { type RecoveredGate, recoverGates } from './recover-gates.ts';
import { shutByHand, shutKnownByHand } from './shut-by-hand.ts';

/**
 * Keeps the gates: opens one when the first holder comes, shuts it when the last one goes, and remembers across processes
 * and crashes what is open. All knocking of all processes of a user goes through here.
 */
export interface Gatekeeper {
  /**
   * Opens the gate, or shares it where it is open, until the hold is released.
   * @throws Failure `name-unknown`, `local-network`, `gate-stayed-shut`, `data-folder-unusable`, `cancelled`
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
  /** Shuts what dead processes left open; what could not be shut is told in the endings. */
  recover(options: GateOptions): Promise<readonly RecoveredGate[]>;
  /** What the journal says now, and the files of it that could not be read and were moved aside. */
  known(): Promise<{ readonly gates: readonly KnownGate[]; readonly movedAside: readonly string[] }>;
  /** What earlier openings of the gate have taught; undefined where nothing was learned. */
  lore(plan: GatePlan): Promise<GateLore | undefined>;
  /** Forgets that: the next opening begins as the first one did. @throws Failure `data-folder-unusable` */
  forgetLore(plan: GatePlan): Promise<void>;
  /** What a plan's gates are marked with in the journal, whatever address the name has. */
  markOf(plan: GatePlan): Promise<string>;
  /** As `shutByHand`, for a known gate whose profile nobody has. @throws also Failure `secrets-unusable` */
  shutKnown(id: string, options: GateOptions): Promise<GateEnding>;
  /** As `forget`, for one known gate. */
  forgetKnown(id: string): Promise<void>;
}

export function createGatekeeper(ports: Ports): Gatekeeper {
  const context: GateContext = { ports, journal: openJournal(ports.dataFolder, ports.vault) };
  return {
    hold: (plan, as, options) => holdGate(context, plan, as, options),
    look: (plan, options) => lookAtGate(context, plan, options),
    shutByHand: (plan, options) => shutByHand(context, plan, options),
    knock: (plan, options) => knockFreely(context, plan, options),
    forget: async (plan) => {
      // By name and port: an entry's mark cannot be compared when the vault's key is lost.
      const { entries } = await context.journal.readAll();
      const meant = entries.filter((entry) => entry.host === plan.host && entry.port === plan.port);
      for (const entry of meant) await context.journal.remove(entry.id);
      return meant.length > 0;
    },
    recover: (options) => recoverGates(context, options),
    known: () => knownGates(context),
    lore: (plan) => readLore(ports, plan),
    forgetLore: (plan) => forgetLore(ports, plan),
    markOf: (plan) => profileMarkOf(ports, plan),
    shutKnown: (id, options) => shutKnownByHand(context, id, options),
    forgetKnown: (id) => context.journal.remove(id),
  };
}
