import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReconnects } from '../../../../../electron/core/gatehouse/sessions/reconnects.ts';
import type { FailureCode } from '../../../../../electron/shared/failure.ts';
import type { SessionView } from '../../../../../electron/shared/views/session-view.ts';
import { madeSession } from '../../../renderer/sessions/made-session.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000_000 }));
afterEach(() => void vi.useRealTimers());

function ended(code: FailureCode, timeline: SessionView['timeline'] = []): SessionView {
  const end = { kind: 'failed', failure: { code, message: 'No.' } } as const;
  return madeSession({ state: 'ended', startedAtMs: Date.now() - 60_000, timeline, end });
}
const lost = () => ended('connection-lost', [{ atMs: 131, event: 'ready' }]);

/** Reconnects of the tab `s1`; what begins there again is noted, and does not end by itself. */
function startReconnects(mode: 'ask' | 'auto' = 'auto') {
  const state = { mode, begun: [] as string[], dropped: [] as string[], hasProfile: true };
  const reconnects = createReconnects({
    mode: () => state.mode,
    restart(id) {
      if (!state.hasProfile) throw new Error('no such profile');
      reconnects.begins(id);
      state.begun.push(id);
    },
    onDropped: (id) => void state.dropped.push(id),
  });
  return { state, reconnects, due: () => reconnects.dueAtMs('s1') };
}

describe('a session that was lost', () => {
  it('begins again after a second, and after longer and longer', async () => {
    const { state, reconnects, due } = startReconnects();
    reconnects.ended(lost());
    for (const [index, pauseMs] of [1000, 2000, 5000].entries()) {
      expect(due()).toBe(Date.now() + pauseMs);
      await vi.advanceTimersByTimeAsync(pauseMs - 1);
      expect(state.begun).toHaveLength(index);
      await vi.advanceTimersByTimeAsync(1);
      expect(state.begun).toHaveLength(index + 1);
      expect(due()).toBeUndefined();
      reconnects.ended(ended('local-network'));
    }
  });

  it('waits for the person where they want to be asked', () => {
    const { reconnects, due } = startReconnects('ask');
    reconnects.ended(lost());
    expect(due()).toBeUndefined();
    expect(reconnects.begins('s1')).toBe(false);
  });

  it('is let be when the person has changed their mind meanwhile', async () => {
    const { state, reconnects, due } = startReconnects();
    reconnects.ended(lost());
    state.mode = 'ask';
    await vi.advanceTimersByTimeAsync(1000);
    expect(state).toMatchObject({ begun: [], dropped: ['s1'] });
    expect(due()).toBeUndefined();
  });

  it('is let be when its profile has gone', async () => {
    const { state, reconnects, due } = startReconnects();
    reconnects.ended(lost());
    state.hasProfile = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(state.dropped).toEqual(['s1']);
    expect(due()).toBeUndefined();
  });

  it.each(['cancel', 'stop'] as const)('does not begin again after %s', async (way) => {
    const { state, reconnects, due } = startReconnects();
    reconnects.ended(lost());
    if (way === 'cancel') expect(reconnects.cancel('s1')).toBe(true);
    else reconnects.stop();
    expect(due()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.begun).toEqual([]);
    expect(reconnects.cancel('s1')).toBe(false);
  });
});

describe('a change of the network', () => {
  it('brings forward what is due', () => {
    const { state, reconnects } = startReconnects();
    reconnects.ended(lost());
    reconnects.hurry();
    expect(state.begun).toEqual(['s1']);
  });

  it('excuses a gate that stays shut, when it came with the loss or after it', () => {
    const { reconnects, due } = startReconnects();
    reconnects.ended(lost());
    reconnects.begins('s1');
    reconnects.ended(ended('gate-stayed-shut'));
    expect(due()).toBeUndefined();
    reconnects.hurry();
    reconnects.ended(lost());
    reconnects.begins('s1');
    reconnects.ended(ended('gate-stayed-shut'));
    expect(due()).toBeDefined();
  });
});
