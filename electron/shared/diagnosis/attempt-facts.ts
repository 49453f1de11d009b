import { type GatePlan, sequenceDurationMs } from '../gate-plan.ts';
import type { FamilyChoice, GateKind } from '../profile.ts';
import type { Protocol } from '../sequence.ts';

/** What may be known of an attempt's gate without its secrets: no port of a sequence is in it (rule 12 of the gate). */
export interface AttemptFacts {
  readonly host: string;
  /** The port behind the gate, SSH's. */
  readonly port: number;
  readonly kind: GateKind;
  /** How many steps the opening has, which protocols they use, and how long it takes from its first knock to its last. */
  readonly steps: number;
  readonly protocols: readonly Protocol[];
  readonly durationMs: number;
  readonly seqTimeoutS: number;
  readonly family: FamilyChoice;
  readonly opensForS: number | undefined;
  readonly dials: GatePlan['dials'];
  /** Each of its sequences opens once. */
  readonly isOneTime: boolean;
  /** The jump host that it is knocked at from; undefined: from this computer. */
  readonly via: string | undefined;
  /** This computer's own address on the way to the host; undefined until the host is resolved, and where there is no way. */
  readonly ownAddress?: string | undefined;
}

/** The facts of a plan. */
export function attemptFactsOf(plan: GatePlan): AttemptFacts {
  const { host, port, kind, opening, delayMs, seqTimeoutS, family, opensForS, dials, oneTime, via } = plan;
  return {
    host,
    port,
    kind,
    steps: opening.length,
    protocols: [...new Set(opening.map(({ protocol }) => protocol))],
    durationMs: sequenceDurationMs(opening, delayMs),
    seqTimeoutS,
    family,
    opensForS,
    dials,
    isOneTime: oneTime !== undefined,
    via: via?.name,
  };
}
