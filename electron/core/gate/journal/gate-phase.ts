/**
 * What a gate is doing, as the journal knows it; a gate that is `shut` has no entry. Dialling is part of `knocking`: a
 * process that dies in either leaves the same doubt behind. `failed`: an opening was not answered, or a closing left the
 * gate open. `unknown`: nobody answered on a path that may be dead. `awaited`: closed, and to be looked at once more.
 */
export const gatePhases = ['knocking', 'open', 'closing', 'failed', 'unknown', 'awaited'] as const;
export type GatePhase = (typeof gatePhases)[number] | 'shut';

const moves: Readonly<Record<GatePhase, readonly GatePhase[]>> = {
  shut: ['knocking', 'closing'],
  knocking: ['open', 'closing', 'failed', 'unknown', 'awaited', 'shut'],
  open: ['closing', 'knocking', 'unknown', 'failed', 'awaited', 'shut'],
  closing: ['shut', 'failed', 'unknown', 'awaited'],
  failed: ['knocking', 'open', 'closing', 'unknown', 'awaited', 'shut'],
  unknown: ['knocking', 'open', 'closing', 'failed', 'awaited', 'shut'],
  awaited: ['knocking', 'open', 'closing', 'failed', 'unknown', 'shut'],
};

/** Whether a gate may go from one phase to another; staying is always legal. */
export function isLegalMove(from: GatePhase, to: GatePhase): boolean {
  return from === to || moves[from].includes(to);
}
