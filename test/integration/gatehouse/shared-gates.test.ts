import { describe, expect, it } from 'vitest';
import type { PracticeGate } from '../../../electron/core/practice/practice-gate.ts';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import { drawSteps } from '../../support/made-gate.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startWatchedGate } from '../practice/visitor.ts';
import { logIn, type OpenedHouse, openHouse, openHouseWithGate, size } from './opened-house.ts';
import { holdElsewhere } from './other-holder.ts';

/** Another profile of the same host, with sequences that open nothing. */
function giveOtherSequences({ profiles }: OpenedHouse, id: string, gate: PracticeGate) {
  const sequences = { open: formatSequence(drawSteps()), close: formatSequence(drawSteps()) };
  const { host } = gate.profile;
  return profiles.save({ id, name: 'web', isFavourite: false, host, port: gate.port, knock: { sequences } });
}

describe('a gate that another process holds too', () => {
  it.each(['session', 'hand'] as const)('by a %s stays open for it when this app quits', async (as) => {
    const { house, gate, folder, practised, profileId } = await openHouseWithGate();
    await house.openGate(profileId);
    await holdElsewhere(folder, practised.profile, as);
    await house.endAll(3000);
    expect(practised.isOpen()).toBe(true);
    expect(house.hasWork()).toBe(false);
    const left = as === 'hand' ? { isHeldByHand: true, sessions: 0 } : { isHeldByHand: false, sessions: 1 };
    expect(gate(profileId)).toMatchObject({ state: 'open', ...left });
  });

  it('is let go of once, however often it was opened here', async () => {
    const { house, practised, profileId } = await openHouseWithGate();
    await house.openGate(profileId);
    await house.openGate(profileId);
    await house.endAll(3000);
    expect(practised.isOpen()).toBe(false);
  });

  it('alone is none of this app’s, and is shut when a person says so', async () => {
    const { house, gateReached, folder, practised, profileId } = await openHouseWithGate();
    await holdElsewhere(folder, practised.profile, 'hand');
    await gateReached(profileId, 'open');
    expect(house.hasWork()).toBe(false);
    await house.endAll(3000);
    expect(practised.isOpen()).toBe(true);
    await house.closeGate(profileId);
    expect(practised.isOpen()).toBe(false);
  });
});

describe('a gate in the hand of an earlier run', () => {
  it('is open at the start, and is shut though its profile has got other sequences since', async () => {
    const opened = await openHouseWithGate();
    const { house, gate, gateReached, folder, practised, profileId } = opened;
    await (await holdElsewhere(folder, practised.profile, 'hand'))();
    await house.recover();
    expect(await gateReached(profileId, 'open')).toMatchObject({ isHeldByHand: true });
    await giveOtherSequences(opened, profileId, practised);
    await house.closeGate(profileId);
    expect(practised.isOpen()).toBe(false);
    expect(gate(profileId).state).toBe('shut');
  });

  it('and of no profile is told once, and can be shut', async () => {
    const folder = temporaryFolder();
    const { gate } = await startWatchedGate();
    await (await holdElsewhere(folder, gate.profile, 'hand'))();
    const { house, until } = await openHouse({ folder });
    await house.recover();
    const [notice] = await until(() => house.notices().length > 0 && house.notices());
    expect(notice).toMatchObject({
      kind: 'gate',
      title: `The gate of 127.0.0.1:${gate.port} is open`,
      profileId: undefined,
    });
    expect(notice?.actions).toEqual(['shut', 'forget', 'dismiss']);
    await house.actOnNotice(notice?.id ?? '', 'shut');
    expect(gate.isOpen()).toBe(false);
    expect(house.notices()).toEqual([]);
  });
});

describe('the gate of a profile that is removed', () => {
  it('while it is in the hand is told until it is shut', async () => {
    const { house, profiles, until, practised, profileId } = await openHouseWithGate();
    await house.openGate(profileId);
    await profiles.remove(profileId);
    const [notice] = await until(() => house.notices().length > 0 && house.notices());
    await house.actOnNotice(notice?.id ?? '', 'shut');
    expect(practised.isOpen()).toBe(false);
    expect(house.notices()).toEqual([]);
    expect(house.hasWork()).toBe(false);
  });

  it('is its gate again, and nothing to tell, once the profile is restored', async () => {
    const { house, gate, profiles, until, practised, profileId } = await openHouseWithGate();
    await house.openGate(profileId);
    await profiles.remove(profileId);
    await until(() => house.notices().length > 0);
    await profiles.restore(profileId);
    await until(() => house.notices().length === 0);
    expect(gate(profileId)).toMatchObject({ state: 'open', isHeldByHand: true });
    await house.closeGate(profileId);
    expect(practised.isOpen()).toBe(false);
  });

  it('is shut at the end of the app', async () => {
    const { house, profiles, practised, profileId } = await openHouseWithGate();
    await house.openGate(profileId);
    await profiles.remove(profileId);
    await house.endAll(3000);
    expect(practised.isOpen()).toBe(false);
  });

  it('can be shut again when its session’s closing had no effect', async () => {
    const opened = await openHouseWithGate((gate) => ({
      sequences: { open: formatSequence(gate.opening), close: formatSequence(drawSteps()) },
    }));
    const { house, profiles, reached, practised, profileId } = opened;
    const { id } = house.startSession(profileId, size);
    await logIn(opened, practised.password);
    await reached(id, 'live');
    await profiles.remove(profileId);
    house.endSession(id);
    await reached(id, 'ended');
    const [notice] = house.notices();
    expect(notice).toMatchObject({ kind: 'gate', title: `The gate of 127.0.0.1:${practised.port} is still open` });
    await house.actOnNotice(notice?.id ?? '', 'shut');
    const [again] = house.notices();
    await house.actOnNotice(again?.id ?? '', 'forget');
    expect(house.notices()).toEqual([]);
  });
});
