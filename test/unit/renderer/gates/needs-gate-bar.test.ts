import { expect, it } from 'vitest';
import { needsGateBar } from '../../../../renderer/gates/needs-gate-bar.ts';

it('is there as long as a session lives', () => {
  for (const state of ['open', 'closing', 'shut', 'failed'] as const) expect(needsGateBar('live', state)).toBe(true);
});

it('is there for every gate that is or may be open', () => {
  for (const session of ['opening', 'ending', 'ended'] as const) {
    expect(needsGateBar(session, 'open')).toBe(true);
    expect(needsGateBar(session, 'unknown')).toBe(true);
  }
});

it('does not say a second time what the view above it says', () => {
  expect(needsGateBar('opening', 'knocking')).toBe(false);
  expect(needsGateBar('ending', 'closing')).toBe(false);
  expect(needsGateBar('ended', 'shut')).toBe(false);
  expect(needsGateBar('ended', 'failed')).toBe(false);
});

it('tells of what somebody else does at the gate', () => {
  expect(needsGateBar('ended', 'knocking')).toBe(true);
  expect(needsGateBar('ended', 'closing')).toBe(true);
});
