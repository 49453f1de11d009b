import { describe, expect, it } from 'vitest';
import type { GateView } from '../../../../electron/shared/views/gate-view.ts';
import type { SessionView } from '../../../../electron/shared/views/session-view.ts';
import { defaultSettings } from '../../../../electron/shared/views/settings.ts';
import type { Snapshot } from '../../../../electron/shared/views/snapshot.ts';
import { deskAfter, deskOfSnapshot, emptyDesk } from '../../../../renderer/app/desk-state.ts';
import { gateView } from '../../../support/gate-view.ts';
import { madeSession } from '../sessions/made-session.ts';

const gate = (profileId: string, state: GateView['state']) => gateView({ profileId, state });

const session = (id: string, state: SessionView['state'] = 'live') => madeSession({ id, state });

const snapshot: Snapshot = {
  app: { version: '1', platform: 'linux', userName: '', isTrial: false },
  settings: defaultSettings,
  encryption: { kind: 'system' },
  profiles: [],
  gates: [gate('a', 'open'), gate('b', 'shut')],
  sessions: [session('1'), session('2')],
  prompts: [],
  notices: [],
};

describe('the desk', () => {
  it('finds its sessions again in a snapshot, the last one in front', () => {
    const desk = deskOfSnapshot(snapshot);
    expect(desk.sessions.map(({ id }) => id)).toEqual(['1', '2']);
    expect(desk.selectedSessionId).toBe('2');
    expect(desk.gates['a']?.state).toBe('open');
  });

  it('has the tab in front again that was there before the page was loaded anew', () => {
    expect(deskOfSnapshot(snapshot, '1').selectedSessionId).toBe('1');
    expect(deskOfSnapshot(snapshot, 'gone').selectedSessionId).toBe('2');
    expect(deskOfSnapshot({ ...snapshot, sessions: [] }, '1').selectedSessionId).toBeUndefined();
  });

  it('changes the gates that an event names, and no other', () => {
    const desk = deskOfSnapshot(snapshot);
    const after = deskAfter(desk, ['gates', [gate('b', 'knocking')]]);
    expect(after.gates['b']?.state).toBe('knocking');
    expect(after.gates['a']).toBe(desk.gates['a']);
  });

  it('changes a session in its place and adds a new one at the end', () => {
    const desk = deskOfSnapshot(snapshot);
    const changed = deskAfter(desk, ['session', session('1', 'ended')]);
    expect(changed.sessions.map(({ id, state }) => [id, state])).toEqual([
      ['1', 'ended'],
      ['2', 'live'],
    ]);
    const added = deskAfter(changed, ['session', session('3', 'opening')]);
    expect(added.sessions.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(added.selectedSessionId).toBe('2');
  });

  it.each([
    ['the one at the right', '1', ['2', '3'], '2'],
    ['the last one left', '3', ['1', '2'], '2'],
    ['nothing', '1', [], undefined],
  ])('puts in front when the tab in front goes: %s', (_what, gone, others, expected) => {
    const ids = [gone, ...others].sort();
    const desk = { ...emptyDesk, sessions: ids.map((id) => session(id)), selectedSessionId: gone };
    const after = deskAfter(desk, ['session-gone', { id: gone }]);
    expect(after.sessions.map(({ id }) => id)).toEqual(others);
    expect(after.selectedSessionId).toBe(expected);
  });

  it('leaves the tab in front when another goes, and does not mind an unknown one', () => {
    const desk = deskOfSnapshot(snapshot);
    expect(deskAfter(desk, ['session-gone', { id: '1' }]).selectedSessionId).toBe('2');
    expect(deskAfter(desk, ['session-gone', { id: 'x' }])).toBe(desk);
  });

  it('ignores what a terminal writes', () => {
    const desk = deskOfSnapshot(snapshot);
    expect(deskAfter(desk, ['output', { id: '1', bytes: new Uint8Array([65]) }])).toBe(desk);
  });
});
