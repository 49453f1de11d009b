import { describe, expect, it } from 'vitest';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import { practiceProfileId } from '../../../electron/shared/views/session-view.ts';
import { drawSteps } from '../../support/made-gate.ts';
import { logIn, openHouse, openHouseWithGate, size } from './opened-house.ts';

describe('a session at the practice gate', () => {
  it('opens, runs a shell, ends with it, and leaves the gate shut', async () => {
    const { house, reached, wrote, type, gate, session, events } = await openHouse();
    const { id, state, name, openingSteps } = house.startSession(practiceProfileId, size);
    expect({ state, name, openingSteps }).toEqual({ state: 'opening', name: 'Practice gate', openingSteps: 3 });
    await reached(id, 'live');
    await wrote(id, '$');
    type(id, 'whoami\r');
    await wrote(id, 'guest');
    expect(gate(practiceProfileId)).toMatchObject({ state: 'open', sessions: 1, isFound: false });
    expect(house.hasWork()).toBe(true);
    type(id, 'exit 3\r');
    expect(await reached(id, 'ended')).toMatchObject({
      end: { kind: 'exited', exitCode: 3 },
      ending: { kind: 'shut' },
    });
    expect(gate(practiceProfileId)).toMatchObject({ state: 'shut', sessions: 0 });
    const sent = ['sent', 'sent', 'sent'];
    const names = session(id)
      .timeline.map(({ event }) => event)
      .filter((name) => name !== 'heard');
    expect(names.filter((each, index) => each !== 'dialled' || names[index - 1] !== 'dialled')).toEqual([
      'resolved',
      ...sent,
      'dialled',
      'open',
      'greeted',
      'ready',
      'ended',
      ...sent,
      'shut',
    ]);
    const states = events.flatMap(([kind, view]) => (kind === 'gates' ? view.map((each) => each.state) : []));
    expect(states.filter((each, index) => each !== states[index - 1])).toEqual([
      'shut',
      'knocking',
      'dialling',
      'open',
      'closing',
      'shut',
    ]);
    expect(house.hasWork()).toBe(false);
  });

  it('is ended by the person, begins again in its tab, and goes when it is dismissed', async () => {
    const { house, reached, wrote, session, until, events } = await openHouse();
    const first = house.startSession(practiceProfileId, size);
    const second = house.startSession(practiceProfileId, size);
    await Promise.all([reached(first.id, 'live'), reached(second.id, 'live')]);
    house.endSession(first.id);
    expect(session(first.id)).toMatchObject({ state: 'ending', end: { kind: 'by-person' } });
    const held = { kind: 'held', sessions: 1, byHand: false };
    expect(await reached(first.id, 'ended')).toMatchObject({ ending: held });
    house.restartSession(first.id, { columns: 100, rows: 30 });
    expect(house.sessions().map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(session(first.id)).toMatchObject({ state: 'opening', end: undefined });
    await reached(first.id, 'live');
    await wrote(first.id, '$');
    for (const { id } of [first, second]) house.endSession(id);
    await Promise.all([reached(first.id, 'ended'), reached(second.id, 'ended')]);
    const endings = house.sessions().map(({ ending }) => ending?.kind);
    expect(endings.sort()).toEqual(['held', 'shut']);
    house.dismissSession(first.id);
    expect(house.sessions().map(({ id }) => id)).toEqual([second.id]);
    await until(() => events.some(([kind]) => kind === 'session-gone'));
  });
});

describe('a session that is cancelled', () => {
  it.each(['resolved', 'sent', 'dialled', 'open', 'asking'] as const)('at %s leaves the gate shut', async (moment) => {
    const { house, until, session, reached, gateReached, practised, profileId } = await openHouseWithGate();
    const { id } = house.startSession(profileId, size);
    await until(() => session(id).timeline.some(({ event }) => event === moment));
    house.endSession(id);
    expect(session(id)).toMatchObject({ state: 'ending', end: { kind: 'cancelled' } });
    expect(house.prompts()).toEqual([]);
    await reached(id, 'ended');
    await gateReached(profileId, 'shut');
    expect(practised.isOpen()).toBe(false);
    expect(house.notices()).toEqual([]);
    expect(house.hasWork()).toBe(false);
  });

  it('before its profile was read has done nothing', async () => {
    const { house, reached } = await openHouse();
    const { id } = house.startSession(practiceProfileId, size);
    house.endSession(id);
    expect(await reached(id, 'ended')).toMatchObject({ end: { kind: 'cancelled' }, ending: undefined, timeline: [] });
  });
});

describe('a session that fails', () => {
  it('because the gate stays shut says so, and the gate is shown as failed until it is dismissed', async () => {
    const sequences = { open: formatSequence(drawSteps()), close: formatSequence(drawSteps()) };
    const { house, reached, gate, profileId } = await openHouseWithGate({ sequences });
    const { id } = house.startSession(profileId, size);
    const ended = await reached(id, 'ended');
    expect(ended).toMatchObject({
      end: { kind: 'failed', failure: { code: 'gate-stayed-shut' } },
      ending: { kind: 'awaited' },
    });
    expect(gate(profileId)).toMatchObject({ state: 'failed', message: expect.stringContaining('did not open') });
    house.dismissSession(id);
    expect(gate(profileId).state).toBe('shut');
  });

  it('because the connection breaks says so, and its gate is shut', async () => {
    const opened = await openHouseWithGate();
    const { house, reached, practised, profileId } = opened;
    const { id } = house.startSession(profileId, size);
    await logIn(opened, practised.password);
    await reached(id, 'live');
    await practised.stop();
    expect(await reached(id, 'ended')).toMatchObject({ end: { kind: 'failed', failure: { code: 'connection-lost' } } });
  });

  it('because there is no such profile never begins', async () => {
    const { house } = await openHouse();
    expect(() => house.startSession('nobody', size)).toThrow('profile is not there any more');
    expect(house.sessions()).toEqual([]);
  });
});

describe('what a window hears of a session', () => {
  it('names no port of its sequences and no password', async () => {
    const opened = await openHouseWithGate();
    const { house, reached, wrote, events, practised, profileId } = opened;
    const { id } = house.startSession(profileId, size);
    await logIn(opened, practised.password);
    await wrote(id, '$');
    house.endSession(id);
    await reached(id, 'ended');
    const lists = [house.sessions(), house.gates(), house.prompts(), house.notices()];
    const heard = JSON.stringify([events.filter(([name]) => name !== 'output'), lists]);
    expect(heard).toContain('"step":3');
    expect(heard).not.toContain(practised.password);
    for (const { port } of [...practised.opening, ...practised.closing]) {
      expect(heard).not.toMatch(new RegExp(`(?<![\\d.])${port}(?!\\d)`));
    }
  });
});

describe('what a window gets wrong', () => {
  it('is ignored, or a failure', async () => {
    const { house, reached, type } = await openHouse();
    type('nobody', 'x');
    house.drawn('nobody', 1);
    house.resize('nobody', 1, 1);
    house.endSession('nobody');
    await house.answerPrompt('nobody', 'x', true);
    expect(() => house.attach('nobody')).toThrow('no such session');
    expect(() => house.restartSession('nobody', size)).toThrow('no such session');
    await expect(house.actOnNotice('nobody', 'dismiss')).rejects.toThrow('no such notice');
    await expect(house.openGate('nobody')).rejects.toMatchObject({ code: 'profile-unreadable' });
    const { id } = house.startSession(practiceProfileId, size);
    expect(() => house.dismissSession(id)).toThrow('has not ended');
    expect(() => house.restartSession(id, size)).toThrow('has not ended');
    house.endSession(id);
    await reached(id, 'ended');
    type(id, 'x');
    house.endSession(id);
    house.drawn(id, 1_000_000);
    expect(house.attach(id).output).toHaveLength(0);
  });
});
