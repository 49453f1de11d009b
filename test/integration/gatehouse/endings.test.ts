import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../electron/shared/profile.ts';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import { practiceProfileId } from '../../../electron/shared/views/session-view.ts';
import { drawSteps, makeEntry, makeHolder } from '../../support/made-gate.ts';
import { deadProcess } from '../../support/marked-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startWatchedGate } from '../practice/visitor.ts';
import { knowGate, openHouse, saveProfileOf, size } from './opened-house.ts';
import { holdElsewhere } from './other-holder.ts';

/** A process that holds a gate open, killed without a chance to shut it. */
async function holdAndDie(folder: string, profile: Profile): Promise<void> {
  await (await holdElsewhere(folder, profile))();
}

describe('the end of the app', () => {
  it('ends sessions and prompts, and shuts every gate side by side', async () => {
    const opened = await openHouse();
    const { house, reached, asked } = opened;
    const [byHand, bySession] = [await startWatchedGate(), await startWatchedGate()];
    const hand = await saveProfileOf(opened, byHand.gate, { name: 'by hand' });
    const session = await saveProfileOf(opened, bySession.gate, { name: 'by session' });
    await house.openGate(hand.id);
    const practice = house.startSession(practiceProfileId, size);
    await reached(practice.id, 'live');
    house.startSession(session.id, size);
    await asked('host-key');
    expect(house.hasWork()).toBe(true);
    await house.endAll(3000);
    expect(house.sessions().map(({ state }) => state)).toEqual(['ended', 'ended']);
    expect(house.prompts()).toEqual([]);
    expect(house.gates().map(({ state }) => state)).toEqual(['shut', 'shut', 'shut']);
    expect([byHand.gate.isOpen(), bySession.gate.isOpen()]).toEqual([false, false]);
    expect(house.hasWork()).toBe(false);
  });

  it('tries once more to shut what was not seen shut before', async () => {
    const folder = temporaryFolder();
    const { gate } = await startWatchedGate();
    await holdAndDie(folder, gate.profile);
    const opened = await openHouse({ folder });
    const { id } = await saveProfileOf(opened, gate);
    await opened.gateReached(id, 'unknown');
    expect(opened.house.hasWork()).toBe(true);
    await opened.house.endAll(3000);
    expect(gate.isOpen()).toBe(false);
    expect(opened.house.hasWork()).toBe(false);
  });

  it('waits for what is being shut from an earlier run, and nothing begins any more', async () => {
    const folder = temporaryFolder();
    const { gate } = await startWatchedGate();
    await holdAndDie(folder, gate.profile);
    const opened = await openHouse({ folder });
    const { house } = opened;
    const { id } = await saveProfileOf(opened, gate);
    const recovered = house.recover();
    await opened.gateReached(id, 'closing');
    expect(house.hasWork()).toBe(true);
    const ended = house.endAll(3000);
    expect(() => house.startSession(id, size)).toThrow('Portcullis is quitting');
    await expect(house.openGate(id)).rejects.toMatchObject({ code: 'cancelled' });
    await ended;
    expect(gate.isOpen()).toBe(false);
    await recovered;
    expect(house.hasWork()).toBe(false);
  });

  it('does not wait for a gate that takes longer: the journal keeps it', async () => {
    const opened = await openHouse();
    const { house, folder } = opened;
    const [slow, fast] = [await startWatchedGate(), await startWatchedGate()];
    const [first, ...rest] = slow.gate.closing;
    if (first === undefined) throw new Error('no closing');
    const close = formatSequence([{ ...first, pauseMs: 9000 }, ...rest]);
    const sequences = { open: formatSequence(slow.gate.opening), close };
    const slowProfile = await saveProfileOf(opened, slow.gate, { name: 'slow', sequences });
    const fastProfile = await saveProfileOf(opened, fast.gate, { name: 'fast' });
    // One after the other: both are on the same address, and the slow one's turn comes last.
    await house.openGate(slowProfile.id);
    await house.openGate(fastProfile.id);
    await house.endAll(1500);
    expect(slow.gate.isOpen()).toBe(true);
    expect(readdirSync(join(folder, 'gates')).filter((name) => name.endsWith('.json')).length).toBeGreaterThan(0);
  });
});

describe('the start of the app', () => {
  it('shuts what a killed process left open, and tells of it', async () => {
    const folder = temporaryFolder();
    const { gate } = await startWatchedGate();
    await holdAndDie(folder, gate.profile);
    expect(gate.isOpen()).toBe(true);
    const opened = await openHouse({ folder });
    const { id } = await saveProfileOf(opened, gate);
    await opened.gateReached(id, 'unknown');
    await opened.house.recover();
    expect(gate.isOpen()).toBe(false);
    expect(opened.house.notices()).toMatchObject([{ kind: 'told', actions: ['dismiss'] }]);
    await opened.gateReached(id, 'shut');
  });

  it('tells of a gate that it could not shut, of a profile and of none', async () => {
    const folder = temporaryFolder();
    const [known, stranger] = [await startWatchedGate(), await startWatchedGate()];
    const knock = { ...known.gate.profile.knock, close: formatSequence(drawSteps()) };
    await holdAndDie(folder, { ...known.gate.profile, knock });
    const strangersKnock = { open: stranger.gate.profile.knock.open, close: formatSequence(drawSteps()) };
    await holdAndDie(folder, {
      ...stranger.gate.profile,
      knock: { ...stranger.gate.profile.knock, ...strangersKnock },
    });
    const opened = await openHouse({ folder });
    const { house } = opened;
    const { id } = await saveProfileOf(opened, known.gate, { sequences: { open: knock.open, close: knock.close } });
    await knowGate(opened, known.gate, { sequences: { open: knock.open, close: knock.close } });
    await knowGate(opened, stranger.gate, { sequences: strangersKnock });
    await house.recover();
    const byProfile = house.notices().find(({ profileId }) => profileId === id);
    const byEntry = house.notices().find(({ profileId }) => profileId === undefined);
    expect(byProfile).toMatchObject({ kind: 'gate', title: 'The gate of web is still open' });
    expect(byEntry).toMatchObject({ kind: 'gate', title: `The gate of 127.0.0.1:${stranger.gate.port} is still open` });
    expect(opened.gate(id).state).toBe('open');
    expect(house.hasWork()).toBe(true);
    await house.actOnNotice(byEntry?.id ?? '', 'shut');
    const again = house.notices().find(({ profileId }) => profileId === undefined);
    expect(again?.title).toBe(byEntry?.title);
    await house.actOnNotice(again?.id ?? '', 'forget');
    await house.actOnNotice(byProfile?.id ?? '', 'forget');
    expect(house.notices()).toEqual([]);
    expect(readdirSync(join(folder, 'gates')).filter((name) => name.endsWith('.json'))).toEqual([]);
  });

  it('is not haunted by the practice gate of a killed app', async () => {
    const folder = temporaryFolder();
    const dead = await deadProcess();
    const entry = makeEntry({ phase: 'open', openingsSent: 1, openedAtMs: 1, holders: [makeHolder('session', dead)] });
    const gates = join(folder, 'practice', 'gates');
    mkdirSync(gates, { recursive: true });
    writeFileSync(join(gates, `${entry.id}.json`), JSON.stringify(entry));
    const { house, reached } = await openHouse({ folder });
    await house.recover();
    expect(house.gates()).toMatchObject([{ profileId: practiceProfileId, state: 'shut' }]);
    const { id } = house.startSession(practiceProfileId, size);
    await reached(id, 'live');
    expect(house.gates()).toMatchObject([{ state: 'open', sessions: 1 }]);
    house.endSession(id);
    await reached(id, 'ended');
    expect(readdirSync(gates)).toEqual([]);
    expect(house.notices()).toEqual([]);
  });
});
