import { type ClosingPolicy, closingPolicyOf, defaultShutDelayS, type ShutChoice } from './closing-policy.ts';
import type { FamilyChoice, GateKind, Profile } from './profile.ts';
import { parseSequence, type Step } from './sequence.ts';

/** Everything the gatekeeper has to know of a gate: a profile's knocking with every default filled in. */
export interface GatePlan {
  /** As the person wrote it; host keys and display use it. */
  readonly host: string;
  /** The port behind the gate, SSH's. */
  readonly port: number;
  readonly family: FamilyChoice;
  readonly opening: readonly Step[];
  readonly closing: readonly Step[] | undefined;
  /** The pause between two knocks where a step names none. */
  readonly delayMs: number;
  readonly kind: GateKind;
  /** How long the daemon remembers half a sequence. */
  readonly seqTimeoutS: number;
  /** After how long the server shuts the gate by itself; undefined where it does not, or nobody knows. */
  readonly opensForS: number | undefined;
  readonly shutWhen: ShutChoice;
  /** How long the gate stays open after the last session where `shutWhen` is `delayed`. */
  readonly shutDelayS: number;
  readonly udpPayload: Uint8Array;
}

/** Above the usual jitter of a path (a pause of 100 ms opened 100 of 100 even on a line of 40 ± 20 ms). */
export const defaultDelayMs = 100;
/** knockd's default, the longest of those in use. */
export const defaultSeqTimeoutS = 25;

/** What a profile says of its gate, with what is usual where it says nothing. */
export function gatePlanOf(profile: Profile): GatePlan {
  const { knock } = profile;
  return {
    host: profile.host,
    port: profile.port ?? 22,
    family: knock.family ?? 'auto',
    opening: parseSequence(knock.open),
    closing: knock.close === undefined ? undefined : parseSequence(knock.close),
    delayMs: knock.delayMs ?? defaultDelayMs,
    kind: knock.gate ?? 'knockd',
    seqTimeoutS: knock.seqTimeoutS ?? defaultSeqTimeoutS,
    opensForS: knock.opensForS,
    shutWhen: knock.shutWhen ?? 'last-session',
    shutDelayS: knock.shutDelayS ?? defaultShutDelayS,
    udpPayload: hexBytes(knock.udpPayloadHex ?? '00'),
  };
}

/** What becomes of a plan's gate when its last session lets go of it. */
export function policyOfPlan(plan: GatePlan): ClosingPolicy {
  return closingPolicyOf({ ...plan, hasClosing: plan.closing !== undefined });
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** How long a sequence takes from its first knock to its last, in milliseconds. */
export function sequenceDurationMs(steps: readonly Step[], delayMs: number): number {
  return steps.slice(0, -1).reduce((sum, step) => sum + (step.pauseMs ?? delayMs), 0);
}
