import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGatekeeper } from '../../../electron/core/gate/gatekeeper.ts';
import type { PracticeGate } from '../../../electron/core/practice/practice-gate.ts';
import { gatePlanOf } from '../../../electron/shared/gate-plan.ts';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import { practiceProfileId } from '../../../electron/shared/views/session-view.ts';
import { drawSteps, makePorts } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { openGate, shutGate } from '../practice/visitor.ts';
import { logIn, openHouse, openHouseWithGate, saveProfileOf, size } from './opened-house.ts';

describe('a gate in the hand', () => {
  it('is opened and shut, and duplicate requests join', async () => {
    const { house, gate, gateReached, practised, profileId, watched } = await openHouseWithGate();
    const once = [house.openGate(profileId), house.openGate(profileId)];
    await gateReached(profileId, 'knocking');
    await Promise.all(once);
    expect(gate(profileId)).toMatchObject({ state: 'open', isHeldByHand: true, sessions: 0, isFound: false });
    expect(gate(profileId).openedAtMs).toBeGreaterThan(Date.now() - 10_000);
    expect(watched.events.filter(({ event }) => event === 'gate-opened')).toHaveLength(1);
    expect(house.hasWork()).toBe(true);
    await Promise.all([house.closeGate(profileId), house.closeGate(profileId)]);
    expect(gate(profileId)).toMatchObject({ state: 'shut', isHeldByHand: false });
    expect(practised.isOpen()).toBe(false);
    expect(watched.events.filter(({ event }) => event === 'gate-shut')).toHaveLength(1);
    expect(house.hasWork()).toBe(false);
  });

  it('whose opening is cancelled is shut', async () => {
    const { house, gate, gateReached, practised, profileId } = await openHouseWithGate();
    const opening = house.openGate(profileId);
    const failed = expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    await gateReached(profileId, 'knocking');
    house.cancelGate(profileId);
    await failed;
    expect(gate(profileId)).toMatchObject({ state: 'shut', message: undefined });
    expect(practised.isOpen()).toBe(false);
  });

  it('outlives a session on it', async () => {
    const opened = await openHouseWithGate();
    const { house, gate, reached, until, practised, profileId } = opened;
    await house.openGate(profileId);
    const { id } = house.startSession(profileId, size);
    await logIn(opened, practised.password);
    await reached(id, 'live');
    await until(() => gate(profileId).sessions === 1 && gate(profileId).isHeldByHand);
    house.endSession(id);
    expect(await reached(id, 'ended')).toMatchObject({ ending: { kind: 'held', sessions: 0, byHand: true } });
    expect(practised.isOpen()).toBe(true);
    await house.closeAll();
    expect(practised.isOpen()).toBe(false);
    expect(gate(profileId).state).toBe('shut');
  });

  it('that a session is opening is shut with all the others, and the session given up', async () => {
    const { house, gateReached, reached, practised, profileId, gate } = await openHouseWithGate();
    const { id } = house.startSession(profileId, size);
    await gateReached(profileId, 'knocking');
    await house.closeAll();
    expect(await reached(id, 'ended')).toMatchObject({ end: { kind: 'cancelled' } });
    expect(gate(profileId).state).toBe('shut');
    expect(practised.isOpen()).toBe(false);
  });

  it('that was open already is told, and left as found', async () => {
    const { house, gate, practised, profileId, watched } = await openHouseWithGate();
    await openGate(watched);
    await house.openGate(profileId);
    expect(house.notices()).toMatchObject([{ kind: 'told', title: 'The gate of web was open already', profileId }]);
    expect(gate(profileId).state).toBe('shut');
    expect(house.hasWork()).toBe(false);
    expect(practised.isOpen()).toBe(true);
  });

  it('that does not open is a failure, and is shown until the next attempt', async () => {
    const sequences = { open: formatSequence(drawSteps()), close: formatSequence(drawSteps()) };
    const { house, gate, gateReached, profileId } = await openHouseWithGate({ sequences });
    await expect(house.openGate(profileId)).rejects.toMatchObject({ code: 'gate-stayed-shut' });
    expect(gate(profileId).state).toBe('failed');
    const again = house.openGate(profileId).catch(() => undefined);
    await gateReached(profileId, 'knocking');
    house.cancelGate(profileId);
    await again;
  });

  it('is still shut with the sequences that opened it when its profile has got others', async () => {
    const { house, gate, profiles, practised, profileId } = await openHouseWithGate();
    await house.openGate(profileId);
    const { open, close } = practised.profile.knock;
    await profiles.save({
      id: profileId,
      name: 'web',
      isFavourite: false,
      host: practised.profile.host,
      port: practised.port,
      knock: { sequences: { open: close ?? '', close: open } },
    });
    expect(gate(profileId).state).toBe('open');
    await house.closeGate(profileId);
    expect(practised.isOpen()).toBe(false);
  });
});

describe('what the command line does', () => {
  it('shows up', async () => {
    const { gate, gateReached, folder, practised, profileId, house } = await openHouseWithGate();
    const other = createGatekeeper(makePorts(folder));
    const plan = { ...gatePlanOf(practised.profile), delayMs: 10 };
    const { socket } = await other.hold(plan, 'hand', recordAttempt());
    socket?.destroy();
    expect(await gateReached(profileId, 'open')).toMatchObject({ isHeldByHand: true });
    await other.shutByHand(plan, recordAttempt());
    await gateReached(profileId, 'shut');
    expect(gate(practiceProfileId).state).toBe('shut');
    expect(house.notices()).toEqual([]);
  });

  it('to the gate of another profile on the same host does not', async () => {
    const opened = await openHouseWithGate();
    const { house, gate, practised, profileId } = opened;
    const sequences = { open: formatSequence(drawSteps()), close: formatSequence(drawSteps()) };
    const other = await saveProfileOf(opened, practised, { name: 'other', sequences });
    await house.openGate(profileId);
    expect(gate(other.id).state).toBe('shut');
    expect(gate(profileId).state).toBe('open');
  });
});

describe('a closing that was not seen to work', () => {
  const wrongClosing = (gate: PracticeGate) => ({
    sequences: { open: formatSequence(gate.opening), close: formatSequence(drawSteps()) },
  });

  it('is told until the gate is seen shut', async () => {
    const { house, gate, practised, profileId, watched } = await openHouseWithGate(wrongClosing);
    await house.openGate(profileId);
    await house.closeGate(profileId);
    expect(gate(profileId)).toMatchObject({ state: 'open', message: expect.stringContaining('still open') });
    const [notice] = house.notices();
    expect(notice).toMatchObject({ kind: 'gate', profileId, actions: ['shut', 'mine', 'forget', 'dismiss'] });
    expect(house.hasWork()).toBe(true);
    await house.actOnNotice(notice?.id ?? '', 'shut');
    expect(house.notices()).toHaveLength(1);
    expect(practised.isOpen()).toBe(true);
    await shutGate(watched);
    await house.closeGate(profileId);
    expect(gate(profileId)).toMatchObject({ state: 'shut', message: undefined });
    expect(house.notices()).toEqual([]);
    expect(house.hasWork()).toBe(false);
  });

  it('of a session is told too, and forgotten when the person says so', async () => {
    const opened = await openHouseWithGate(wrongClosing);
    const { house, gate, reached, practised, profileId, folder } = opened;
    const { id } = house.startSession(profileId, size);
    await logIn(opened, practised.password);
    await reached(id, 'live');
    house.endSession(id);
    expect(await reached(id, 'ended')).toMatchObject({ ending: { kind: 'open' } });
    expect(gate(profileId).state).toBe('open');
    const [notice] = house.notices();
    await house.actOnNotice(notice?.id ?? '', 'forget');
    expect(house.notices()).toEqual([]);
    expect(gate(profileId).state).toBe('shut');
    expect(readdirSync(join(folder, 'gates'))).toEqual([]);
  });

  it('because there is none is told', async () => {
    const opened = await openHouseWithGate((gate) => ({ sequences: { open: formatSequence(gate.opening) } }));
    const { house, gate, profileId, practised } = opened;
    await house.openGate(profileId);
    await house.closeGate(profileId);
    expect(practised.isOpen()).toBe(true);
    expect(gate(profileId)).toMatchObject({
      state: 'unknown',
      message: expect.stringContaining('no closing sequence'),
    });
    expect(house.notices()).toMatchObject([{ kind: 'told', title: 'The gate of web stays open' }]);
    expect(house.hasWork()).toBe(false);
  });
});

describe('the journal', () => {
  it('that is damaged is told, by whoever reads it first', async () => {
    const { house, until, folder } = await openHouse();
    // Whoever reads the journal makes its folder.
    await house.recover();
    writeFileSync(join(folder, 'gates', `${'0'.repeat(32)}.json`), 'nonsense');
    const notice = await until(() => house.notices()[0]);
    expect(notice).toMatchObject({ kind: 'journal', actions: ['dismiss'] });
    await house.actOnNotice(notice.id, 'dismiss');
    expect(house.notices()).toEqual([]);
    await expect(house.actOnNotice(notice.id, 'dismiss')).rejects.toThrow('no such notice');
  });
});
