import { describe, expect, it } from 'vitest';
import type { GateState } from '../../../../electron/shared/views/gate-view.ts';
import { gateMarkOf } from '../../../../renderer/gates/gate-mark-of.ts';
import { gateView } from '../../../support/gate-view.ts';

const gate = (state: GateState, progress = 0) => gateView({ state, progress });

describe('the mark of a gate', () => {
  it('is shut where nothing is known', () => {
    expect(gateMarkOf(undefined)).toEqual({ state: 'shut' });
    expect(gateMarkOf(gate('shut'))).toEqual({ state: 'shut' });
  });

  it('lights a bar for each knock, and is not up before the gate is open', () => {
    expect(gateMarkOf(gate('knocking', 0.4))).toMatchObject({ state: 'moving', knocked: 0.4 });
    expect(gateMarkOf(gate('knocking', 1)).progress).toBeLessThan(1);
    expect(gateMarkOf(gate('dialling')).progress).toBeLessThan(1);
    expect(gateMarkOf(gate('open'))).toEqual({ state: 'open' });
  });

  it('comes down while it is shut', () => {
    expect(gateMarkOf(gate('closing', 0.25)).progress).toBe(0.75);
  });

  it.each(['failed', 'unknown'] as const)('is stuck when %s', (state) => {
    expect(gateMarkOf(gate(state))).toEqual({ state: 'stuck' });
  });
});
