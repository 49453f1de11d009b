import { type ClosingPolicy, closingPolicyOf, defaultShutDelayS, type ShutChoice } from './closing-policy.ts';
import type { DialsChoice, FamilyChoice, GateKind, Profile } from './profile.ts';
import { parseSequence, type Step } from './sequence.ts';

/** Everything the gatekeeper has to know of a gate: a profile's knocking with every default filled in. */
export interface GatePlan {
  /** As the person wrote it; host keys and display use it. */
  readonly host: string;
  /** The port behind the gate, SSH's. */
  readonly port: number;
  readonly family: FamilyChoice;
  /** Of one-time sequences the next one; no step when all are used. */
  readonly opening: readonly Step[];
  /** The list that `opening` is from, where each sequence opens once. */
  readonly oneTime?: OneTimePlan | undefined;
  readonly closing: readonly Step[] | undefined;
  /** The pause between two knocks where a step names none. */
  readonly delayMs: number;
  /** The profile names no pause: an opening takes what its gate has shown to bear. */
  readonly learnsPace: boolean;
  readonly kind: GateKind;
  /** How long the daemon remembers half a sequence. */
  readonly seqTimeoutS: number;
  /** After how long the server shuts the gate by itself; undefined where it does not, or nobody knows. */
  readonly opensForS: number | undefined;
  /** How long it is tried to open the gate, in seconds. */
  readonly deadlineS: number;
  /** Whether a gate that does not open is knocked at again. */
  readonly recovers: boolean;
  /** Others use this gate from the same address. */
  readonly shared: boolean;
  /** How many new connections at the port a cycle may make; `few`: one. */
  readonly dials: DialsChoice;
  readonly shutWhen: ShutChoice;
  /** How long the gate stays open after the last session where `shutWhen` is `delayed`. */
  readonly shutDelayS: number;
  readonly udpPayload: Uint8Array;
  /** undefined: the gate is reached from this computer. */
  readonly via?: WayIn | undefined;
}

/** By way of whom a gate is reached: the jump hosts before it. */
export interface WayIn {
  /** Of the last jump host's profile, for people. */
  readonly name: string;
  /** Hosts and ports of all of them, the outermost first: two gates of one address behind different hosts are two gates. */
  readonly hosts: string;
}

export interface OneTimePlan {
  readonly sequences: readonly (readonly Step[])[];
  /** Of the next one, from 0; as many as there are when all are used. */
  readonly place: number;
}

/** Above the usual jitter of a path (a pause of 100 ms opened 100 of 100 even on a line of 40 ± 20 ms). */
export const defaultDelayMs = 100;
/** knockd's default, the longest of those in use. */
export const defaultSeqTimeoutS = 25;

/** A person waits so long for a gate, and at 20 % loss nearly every gate has opened by then (measured). */
export const defaultDeadlineS = 15;

/**
 * What a profile says of its gate, with what is usual where it says nothing.
 * @param hops the profiles of the jump hosts before it, the outermost first
 */
export function gatePlanOf(profile: Profile, hops: readonly Hop[] = []): GatePlan {
  const { knock } = profile;
  const plan: GatePlan = {
    host: profile.host,
    port: profile.port ?? 22,
    family: knock.family ?? 'auto',
    opening: knock.open === undefined ? [] : parseSequence(knock.open),
    closing: knock.close === undefined ? undefined : parseSequence(knock.close),
    delayMs: knock.delayMs ?? defaultDelayMs,
    learnsPace: knock.delayMs === undefined,
    kind: knock.gate ?? 'knockd',
    seqTimeoutS: knock.seqTimeoutS ?? defaultSeqTimeoutS,
    opensForS: knock.opensForS,
    deadlineS: knock.deadlineS ?? defaultDeadlineS,
    recovers: knock.recovers ?? true,
    shared: knock.shared ?? false,
    dials: knock.dials ?? 'usual',
    shutWhen: knock.shutWhen ?? 'last-session',
    shutDelayS: knock.shutDelayS ?? defaultShutDelayS,
    udpPayload: hexBytes(knock.udpPayloadHex ?? '00'),
    ...(hops.length > 0 && { via: wayInOf(hops) }),
  };
  if (knock.oneTime === undefined) return plan;
  const sequences = knock.oneTime.map((text) => parseSequence(text));
  return planAt({ ...plan, oneTime: { sequences, place: 0 } }, (knock.oneTimeNext ?? 1) - 1);
}

/** A plan with another of its one-time sequences as the opening. */
export function planAt(plan: GatePlan, place: number): GatePlan {
  if (plan.oneTime === undefined) return plan;
  const { sequences } = plan.oneTime;
  return { ...plan, opening: sequences[place] ?? [], oneTime: { sequences, place: Math.min(place, sequences.length) } };
}

/** What a way in needs to know of a jump host's profile. */
export type Hop = Pick<Profile, 'name' | 'host' | 'port'>;

/** @returns undefined where there are no hops */
export function wayInOf(hops: readonly Hop[]): WayIn | undefined {
  const last = hops.at(-1);
  if (last === undefined) return undefined;
  return { name: last.name, hosts: hops.map(({ host, port = 22 }) => `${host} ${port}`).join(', ') };
}

/** What becomes of a plan's gate when its last session lets go of it. */
export function policyOfPlan(plan: GatePlan): ClosingPolicy {
  const policy = closingPolicyOf({ ...plan, hasClosing: plan.closing !== undefined });
  // Behind a jump host nobody gets at the gate any more once the session has left it.
  const isLater = policy.end === 'delayed' || policy.end === 'by-hand';
  return isLater && plan.via !== undefined ? { end: 'shut' } : policy;
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/**
 * The longest pause with which a sequence still fits into what the daemon remembers; undefined where none fits, or where
 * every step has a pause of its own. knockd compares whole seconds, hence one less than its Seq_Timeout (measured).
 */
export function longestDelayMs(steps: readonly Step[], seqTimeoutS: number): number | undefined {
  const followed = steps.slice(0, -1);
  const free = followed.filter(({ pauseMs }) => pauseMs === undefined).length;
  const restMs = (seqTimeoutS - 1) * 1000 - sequenceDurationMs(steps, 0);
  return free === 0 || restMs < 0 ? undefined : restMs / free;
}

/** How long a sequence takes from its first knock to its last, in milliseconds. */
export function sequenceDurationMs(steps: readonly Step[], delayMs: number): number {
  return steps.slice(0, -1).reduce((sum, step) => sum + (step.pauseMs ?? delayMs), 0);
}
