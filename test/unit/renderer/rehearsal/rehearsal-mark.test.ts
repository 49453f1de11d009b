import { describe, expect, it } from 'vitest';
import type { RehearsalView } from '../../../../electron/shared/views/rehearsal-view.ts';
import { lineState, rehearsalMark } from '../../../../renderer/rehearsal/rehearsal-mark.ts';
import { gateView } from '../../../support/gate-view.ts';

const view = (part: Partial<RehearsalView> = {}): RehearsalView => ({
  ...{ profileId: 'a', found: {}, isOver: false, isCancelled: false },
  ...part,
});
const before = { kind: 'shut', answer: 'silence', atMs: 1 } as const;
const failed = { kind: 'failed', code: 'gate-stayed-shut', message: 'm', atMs: 2 } as const;

describe('a line of a rehearsal', () => {
  it('runs when those above it are answered', () => {
    const states = (part: Partial<RehearsalView>) =>
      (['before', 'opening', 'closing'] as const).map((question) => lineState(view(part), question));
    expect(states({})).toEqual(['running', 'waiting', 'waiting']);
    expect(states({ found: { before } })).toEqual(['good', 'running', 'waiting']);
    expect(states({ found: { before, opening: failed }, isOver: true })).toEqual(['good', 'bad', 'skipped']);
  });
});

describe('the mark of a rehearsal', () => {
  it('is the gate’s while it moves', () => {
    expect(rehearsalMark(view(), gateView({ state: 'dialling' }))).toMatchObject({ state: 'moving', isDialling: true });
    expect(rehearsalMark(view(), gateView({ state: 'open' }))).toMatchObject({ state: 'open' });
  });

  it('is what was found when it is over', () => {
    const over = (found: RehearsalView['found']) => rehearsalMark(view({ found, isOver: true }), undefined).state;
    expect(over({ before, opening: failed })).toBe('stuck');
    expect(over({ before: { kind: 'open', atMs: 1 } })).toBe('open');
    expect(over({ before: failed })).toBe('shut');
  });
});
