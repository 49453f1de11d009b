import { clockTime } from '../../../shared/clock-time.ts';
import type { GateView } from '../../../shared/views/gate-view.ts';
import type { KnownGate } from '../../gate/state/known-gates.ts';
import type { OperationProgress } from './gate-operation.ts';

/** What an operation that is over has left to be known: an opening that failed, a closing that was not seen to work. */
export interface GateTrouble {
  readonly state: 'failed' | 'open' | 'unknown';
  readonly message: string | undefined;
  /** It was open before us, and is left so. */
  readonly isFound?: boolean;
  /** Nothing of ours shuts it. */
  readonly isLeft?: boolean;
}

export interface GateEvidence {
  /** What this app is doing at the gate. */
  readonly operations: readonly OperationProgress[];
  /** What the journal has of it; more than one where its name has changed its address. */
  readonly known: readonly KnownGate[];
  readonly trouble: GateTrouble | undefined;
}

const words = {
  open: 'The gate is still open after its closing.',
  unknown: 'Nobody can say whether the gate is shut.',
};

/** A gate as everything that is known of it together says: what moves comes first, then what is held, then trouble. */
export function gateViewOf(profileId: string, { operations, known, trouble }: GateEvidence): GateView {
  const view = {
    profileId,
    progress: 0,
    openedAtMs: undefined,
    sessions: known.reduce((sum, { sessions }) => sum + sessions, 0),
    isHeldByHand: known.some(({ isHeldByHand }) => isHeldByHand),
    isFound: false,
    isLeft: false,
    shuts: undefined,
    message: undefined,
  };
  const shuts = known.find(({ state }) => state === 'open')?.shuts;
  const openedAtMs = known.find(({ state }) => state === 'open')?.openedAtMs;
  for (const state of ['closing', 'knocking', 'dialling'] as const) {
    const moving = operations.find(({ stage }) => stage === state);
    if (moving !== undefined) return { ...view, state, progress: moving.progress, openedAtMs };
  }
  const isHeld = view.sessions > 0 || view.isHeldByHand;
  if (isHeld && openedAtMs !== undefined) return { ...view, state: 'open', openedAtMs, shuts };
  const passed = operations.filter(({ stage }) => stage === 'open');
  if (passed[0] !== undefined) {
    // Not in the journal yet; never, where it was open before us.
    const sessions = passed.filter(({ what }) => what === 'session').length;
    const isHeldByHand = passed.some(({ what }) => what === 'hand');
    const isFound = passed.every((each) => each.isFound);
    return { ...view, state: 'open', sessions, isHeldByHand, openedAtMs: passed[0].openedAtMs, isFound };
  }
  const elsewhere = known.find(({ state }) => state === 'closing' || state === 'knocking');
  if (elsewhere !== undefined) return { ...view, state: elsewhere.state === 'closing' ? 'closing' : 'knocking' };
  if (trouble !== undefined) return { ...view, ...trouble, openedAtMs, shuts };
  if (shuts !== undefined) return { ...view, state: 'open', openedAtMs, shuts };
  for (const state of ['open', 'unknown'] as const) {
    const left = known.find((gate) => gate.state === state);
    if (left !== undefined) return { ...view, state, openedAtMs, message: messageOf(left, words[state]) };
  }
  return { ...view, state: 'shut', isHeldByHand: false };
}

function messageOf({ left, way, awaits }: KnownGate, otherwise: string): string {
  if (awaits !== undefined) return `It was closed, and is looked at again at ${clockTime(awaits.atMs)}.`;
  if (left !== 'elsewhere') return otherwise;
  return `It may still be open for ${way.localAddress}, which this computer is not now: from here it cannot be shut.`;
}
