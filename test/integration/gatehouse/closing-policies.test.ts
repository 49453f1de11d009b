import { describe, expect, it } from 'vitest';
import { pause } from '../../../electron/core/cancel.ts';
import { type HouseWithGate, logIn, openHouseWithGate, size } from './opened-house.ts';

/** A session that lives at the gate of a house. @returns its id */
async function startSession(opened: HouseWithGate): Promise<string> {
  const { house, practised, profileId, reached } = opened;
  const { id } = house.startSession(profileId, size);
  await logIn(opened, practised.password);
  await reached(id, 'live');
  return id;
}

const openings = ({ watched }: HouseWithGate) => watched.events.filter(({ event }) => event === 'gate-opened').length;

describe('a gate that is shut after a delay', () => {
  it('counts down after the session, which ends at once, and is shut then', async () => {
    const opened = await openHouseWithGate({ shutWhen: 'delayed', shutDelayS: 1 });
    const { house, gate, reached, gateReached, practised, profileId } = opened;
    const id = await startSession(opened);
    house.endSession(id);
    const { ending } = await reached(id, 'ended');
    if (ending?.kind !== 'delayed') throw new Error(`it ended ${ending?.kind}`);
    expect(practised.isOpen()).toBe(true);
    expect(gate(profileId)).toMatchObject({ state: 'open', shuts: { atMs: ending.shutsAtMs, by: 'delay' } });
    expect(house.hasWork()).toBe(true);
    await gateReached(profileId, 'shut');
    expect(Date.now()).toBeGreaterThanOrEqual(ending.shutsAtMs - 20);
    expect(practised.isOpen()).toBe(false);
    expect(house.notices()).toEqual([]);
    expect(house.hasWork()).toBe(false);
  });

  it('is shared by a session that comes in that time, and waits anew after it', async () => {
    const opened = await openHouseWithGate({ shutWhen: 'delayed', shutDelayS: 2 });
    const { house, gate, asked, reached, gateReached, practised, profileId, until } = opened;
    const id = await startSession(opened);
    house.endSession(id);
    const { ending } = await reached(id, 'ended');
    house.restartSession(id, size);
    house.answerPrompt((await asked('password')).id, practised.password, false);
    await reached(id, 'live');
    // The first delay is over, and has shut nothing.
    if (ending?.kind === 'delayed') await pause(ending.shutsAtMs + 300 - Date.now());
    expect(gate(profileId)).toMatchObject({ state: 'open', sessions: 1, shuts: undefined });
    house.endSession(id);
    await until(() => gate(profileId).shuts?.by === 'delay');
    await gateReached(profileId, 'shut');
    expect(openings(opened)).toBe(1);
    expect(practised.isOpen()).toBe(false);
  });

  it('is shut at once when a person says so, and when the app ends in it', async () => {
    const opened = await openHouseWithGate({ shutWhen: 'delayed', shutDelayS: 3600 });
    const { house, gate, reached, asked, practised, profileId } = opened;
    const id = await startSession(opened);
    house.endSession(id);
    await reached(id, 'ended');
    await house.closeGate(profileId);
    expect(gate(profileId)).toMatchObject({ state: 'shut', shuts: undefined });
    expect(practised.isOpen()).toBe(false);
    expect(house.hasWork()).toBe(false);
    house.restartSession(id, size);
    house.answerPrompt((await asked('password')).id, practised.password, false);
    await reached(id, 'live');
    house.endSession(id);
    await reached(id, 'ended');
    expect(practised.isOpen()).toBe(true);
    await house.endAll(5000);
    expect(practised.isOpen()).toBe(false);
    expect(house.hasWork()).toBe(false);
  });

  it('is shut at once when the app ends under its session', async () => {
    const opened = await openHouseWithGate({ shutWhen: 'delayed', shutDelayS: 3600 });
    await startSession(opened);
    await opened.house.endAll(5000);
    expect(opened.practised.isOpen()).toBe(false);
    expect(opened.gate(opened.profileId).state).toBe('shut');
  });
});

describe('a gate that is shut by hand alone', () => {
  it('stays open in the hand after its session, until it is shut', async () => {
    const opened = await openHouseWithGate({ shutWhen: 'by-hand' });
    const { house, gate, reached, practised, profileId } = opened;
    const id = await startSession(opened);
    house.endSession(id);
    expect((await reached(id, 'ended')).ending).toEqual({ kind: 'by-hand' });
    expect(gate(profileId)).toMatchObject({ state: 'open', isHeldByHand: true, sessions: 0, shuts: undefined });
    expect(practised.isOpen()).toBe(true);
    expect(house.hasWork()).toBe(true);
    await house.closeGate(profileId);
    expect(practised.isOpen()).toBe(false);
    expect(house.hasWork()).toBe(false);
  });

  it.each(['after', 'under'] as const)('is shut when the app ends %s its session', async (when) => {
    const opened = await openHouseWithGate({ shutWhen: 'by-hand' });
    const id = await startSession(opened);
    if (when === 'after') {
      opened.house.endSession(id);
      await opened.reached(id, 'ended');
    }
    await opened.house.endAll(5000);
    expect(opened.practised.isOpen()).toBe(false);
    expect(opened.house.hasWork()).toBe(false);
  });
});

describe('a gate that its server shuts', () => {
  it('counts down under its session and after it, counts as shut then, and nothing is knocked', async () => {
    const opened = await openHouseWithGate({ shutWhen: 'never', opensForS: 4 });
    const { house, gate, reached, gateReached, profileId, until, watched } = opened;
    const id = await startSession(opened);
    const shuts = await until(() => gate(profileId).shuts);
    expect(shuts.by).toBe('server');
    house.endSession(id);
    expect((await reached(id, 'ended')).ending).toEqual({ kind: 'left', why: 'closes-itself' });
    expect(gate(profileId)).toMatchObject({ state: 'open', sessions: 0, shuts });
    expect(house.hasWork()).toBe(false);
    await gateReached(profileId, 'shut');
    expect(Date.now()).toBeGreaterThanOrEqual(shuts.atMs);
    expect(watched.events.filter(({ event }) => event === 'gate-shut')).toEqual([]);
    expect(house.notices()).toEqual([]);
  });

  it('is knocked again while a login still needs it, and not under a session that lives', async () => {
    const opened = await openHouseWithGate({ shutWhen: 'never', opensForS: 2 });
    const { house, asked, reached, gateReached, practised, profileId, watched } = opened;
    const { id } = house.startSession(profileId, size);
    await asked('host-key');
    await watched.next('gate-opened');
    await watched.next('gate-opened');
    await logIn(opened, practised.password);
    await reached(id, 'live');
    const before = openings(opened);
    await gateReached(profileId, 'shut');
    expect(openings(opened)).toBe(before);
    expect(opened.session(id).state).toBe('live');
  });

  it('is knocked again for the hand that holds it, until that lets go', async () => {
    const opened = await openHouseWithGate({ shutWhen: 'never', opensForS: 2 });
    const { house, gate, practised, profileId, watched } = opened;
    await house.openGate(profileId);
    await watched.next('gate-opened');
    await watched.next('gate-opened');
    expect(gate(profileId)).toMatchObject({ state: 'open', isHeldByHand: true, shuts: undefined });
    await house.closeGate(profileId);
    expect(practised.isOpen()).toBe(false);
    expect(gate(profileId).state).toBe('shut');
  });
});
