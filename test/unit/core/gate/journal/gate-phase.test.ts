import { describe, expect, it } from 'vitest';
import { type GatePhase, gatePhases, isLegalMove } from '../../../../../electron/core/gate/journal/gate-phase.ts';

const all: readonly GatePhase[] = ['shut', ...gatePhases];

/** Every move but staying; what is not here is illegal. */
const legal: Record<GatePhase, string> = {
  shut: 'knocking closing',
  knocking: 'shut open closing failed unknown awaited',
  open: 'shut knocking closing failed unknown awaited',
  closing: 'shut failed unknown awaited',
  failed: 'shut knocking open closing unknown awaited',
  unknown: 'shut knocking open closing failed awaited',
  awaited: 'shut knocking open closing failed unknown',
};

describe('the phases of a gate', () => {
  it.each(all)('from %s only what can happen to a gate', (from) => {
    const allowed = legal[from].split(' ');
    const seen = all.filter((to) => to !== from && isLegalMove(from, to));
    expect(seen).toEqual(all.filter((to) => allowed.includes(to)));
  });

  it('staying is no move', () => {
    for (const phase of all) expect(isLegalMove(phase, phase)).toBe(true);
  });
});
