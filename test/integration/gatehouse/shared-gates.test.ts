import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PracticeGate } from '../../../electron/core/practice/practice-gate.ts';
import type { Profile } from '../../../electron/shared/profile.ts';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import { drawSteps } from '../../support/made-gate.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startWatchedGate } from '../practice/visitor.ts';
import { type OpenedHouse, openHouse, saveProfileOf, size } from './opened-house.ts';

const holder = fileURLToPath(new URL('../../support/holding-process.ts', import.meta.url));

/** Another process that holds a gate open until the test is over, or until it is killed. */
async function holdElsewhere(folder: string, profile: Profile, as: 'session' | 'hand'): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [holder, folder, JSON.stringify(profile), as], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
}

/** Another profile of the same host, with sequences that open nothing. */
function giveOtherSequences({ profiles }: OpenedHouse, id: string, gate: PracticeGate) {
  const sequences = { open: formatSequence(drawSteps()), close: formatSequence(drawSteps()) };
  const { host } = gate.profile;
  return profiles.save({ id, name: 'web', isFavourite: false, host, port: gate.port, knock: { sequences } });
}

describe('a gate that another process holds too', () => {
  it.each(['session', 'hand'] as const)('by a %s stays open for it when this app quits', async (as) => {
    const opened = await openHouse();
    const { gate } = await startWatchedGate();
    const { id } = await saveProfileOf(opened, gate);
    await opened.house.openGate(id);
    await holdElsewhere(opened.folder, gate.profile, as);
    await opened.house.endAll(3000);
    expect(gate.isOpen()).toBe(true);
    expect(opened.house.hasWork()).toBe(false);
    const left = as === 'hand' ? { isHeldByHand: true, sessions: 0 } : { isHeldByHand: false, sessions: 1 };
    expect(opened.gate(id)).toMatchObject({ state: 'open', ...left });
  });

  it('is let go of once, however often it was opened here', async () => {
    const opened = await openHouse();
    const { gate } = await startWatchedGate();
    const { id } = await saveProfileOf(opened, gate);
    await opened.house.openGate(id);
    await opened.house.openGate(id);
    await opened.house.endAll(3000);
    expect(gate.isOpen()).toBe(false);
  });

  it('alone is none of this app’s, and is shut when a person says so', async () => {
    const opened = await openHouse();
    const { gate } = await startWatchedGate();
    const { id } = await saveProfileOf(opened, gate);
    await holdElsewhere(opened.folder, gate.profile, 'hand');
    await opened.gateReached(id, 'open');
    expect(opened.house.hasWork()).toBe(false);
    await opened.house.endAll(3000);
    expect(gate.isOpen()).toBe(true);
    await opened.house.closeGate(id);
    expect(gate.isOpen()).toBe(false);
  });
});

describe('a gate in the hand of an earlier run', () => {
  it('is open at the start, and is shut though its profile has got other sequences since', async () => {
    const folder = temporaryFolder();
    const opened = await openHouse({ folder });
    const { gate } = await startWatchedGate();
    const { id } = await saveProfileOf(opened, gate);
    const die = await holdElsewhere(folder, gate.profile, 'hand');
    await die();
    await opened.house.recover();
    expect(await opened.gateReached(id, 'open')).toMatchObject({ isHeldByHand: true });
    await giveOtherSequences(opened, id, gate);
    await opened.house.closeGate(id);
    expect(gate.isOpen()).toBe(false);
    expect(opened.gate(id).state).toBe('shut');
  });

  it('and of no profile is told once, and can be shut', async () => {
    const folder = temporaryFolder();
    const { gate } = await startWatchedGate();
    const die = await holdElsewhere(folder, gate.profile, 'hand');
    await die();
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
    const opened = await openHouse();
    const { house, profiles, until } = opened;
    const { gate } = await startWatchedGate();
    const { id } = await saveProfileOf(opened, gate);
    await house.openGate(id);
    await profiles.remove(id);
    const [notice] = await until(() => house.notices().length > 0 && house.notices());
    await house.actOnNotice(notice?.id ?? '', 'shut');
    expect(gate.isOpen()).toBe(false);
    expect(house.notices()).toEqual([]);
    expect(house.hasWork()).toBe(false);
  });

  it('is its gate again, and nothing to tell, once the profile is restored', async () => {
    const opened = await openHouse();
    const { house, profiles, until } = opened;
    const { gate } = await startWatchedGate();
    const { id } = await saveProfileOf(opened, gate);
    await house.openGate(id);
    await profiles.remove(id);
    await until(() => house.notices().length > 0);
    await profiles.restore(id);
    await until(() => house.notices().length === 0);
    expect(opened.gate(id)).toMatchObject({ state: 'open', isHeldByHand: true });
    await house.closeGate(id);
    expect(gate.isOpen()).toBe(false);
  });

  it('is shut at the end of the app', async () => {
    const opened = await openHouse();
    const { gate } = await startWatchedGate();
    const { id } = await saveProfileOf(opened, gate);
    await opened.house.openGate(id);
    await opened.profiles.remove(id);
    await opened.house.endAll(3000);
    expect(gate.isOpen()).toBe(false);
  });

  it('can be shut again when its session’s closing had no effect', async () => {
    const opened = await openHouse();
    const { house, profiles, reached, asked } = opened;
    const { gate } = await startWatchedGate();
    const sequences = { open: formatSequence(gate.opening), close: formatSequence(drawSteps()) };
    const { id: profileId } = await saveProfileOf(opened, gate, { sequences });
    const { id } = house.startSession(profileId, size);
    await house.answerPrompt((await asked('host-key')).id, true, false);
    await house.answerPrompt((await asked('password')).id, gate.password, false);
    await reached(id, 'live');
    await profiles.remove(profileId);
    house.endSession(id);
    await reached(id, 'ended');
    const [notice] = house.notices();
    expect(notice).toMatchObject({ kind: 'gate', title: `The gate of 127.0.0.1:${gate.port} is still open` });
    await house.actOnNotice(notice?.id ?? '', 'shut');
    const [again] = house.notices();
    await house.actOnNotice(again?.id ?? '', 'forget');
    expect(house.notices()).toEqual([]);
  });
});
