import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedHouse, openHouse, size } from '../integration/gatehouse/opened-house.ts';
import { moveClient } from './bed/network.ts';
import { waitFor } from './bed/wait.ts';
import { type GateBed, startGateBed } from './gate-bed.ts';

let bed: GateBed;

beforeEach(async () => {
  bed = await startGateBed();
});
afterEach(() => bed.stop());

const newAddress = '10.198.1.77';

/** The addresses that the gate's firewall lets in at present. */
async function letIn(): Promise<readonly string[]> {
  const rules = await bed.onGate('iptables', '-S', 'INPUT');
  return [...rules.matchAll(/-s ([\d.]+)\/32 .*--dport 22 -j ACCEPT/g)].flatMap(([, address]) => address ?? []).sort();
}
const letsIn = (...addresses: readonly string[]) =>
  waitFor(`rules for ${addresses.join(', ') || 'nobody'}`, async () => (await letIn()).join() === addresses.join(), {
    withinMs: 15_000,
    everyMs: 50,
  });

/** A house with the bed's gate, and a live session at it whose shell has written something. */
async function openSession(reconnect: 'ask' | 'auto') {
  const opened = await openHouse({ reconnect });
  const { house, profiles, asked, reached, wrote, type } = opened;
  const { id: profileId } = await profiles.save({
    name: 'web',
    isFavourite: false,
    host: bed.gate.ipv4,
    port: 22,
    user: bed.users.key,
    auth: { kind: 'key', path: bed.keys.plain },
    knock: { delayMs: 20, sequences: bed.knock },
  });
  const { id } = house.startSession(profileId, size);
  house.answerPrompt((await asked('host-key')).id, true, false);
  await reached(id, 'live');
  type(id, 'echo be""fore\n');
  await wrote(id, 'before\r\n');
  return { ...opened, profileId, id };
}

const titles = ({ house }: OpenedHouse) => house.notices().map(({ title }) => title);
const journal = ({ folder }: OpenedHouse) =>
  readdirSync(join(folder, 'gates')).filter((name) => name.endsWith('.json'));

describe('a computer that gets another address', () => {
  it('knocks from there, goes on below what was written, names the gate it cannot shut, and shuts it when it is back', async () => {
    const opened = await openSession('auto');
    const { house, id, session, until, reached, type, wrote, gate, profileId } = opened;
    await letsIn(bed.client.ipv4);
    await moveClient(bed.client.ipv4, newAddress);
    // Keepalives would take 45 s, which is longer than this test may.
    const lost = await until(() => session(id).reconnectAtMs !== undefined && session(id));
    expect(lost.end).toMatchObject({ kind: 'failed', failure: { code: 'connection-lost' } });
    expect(lost.ending).toMatchObject({ kind: 'unknown', openedFor: bed.client.ipv4 });
    expect(titles(opened)).toEqual([`The gate of web may still be open for ${bed.client.ipv4}`]);
    expect(await reached(id, 'live')).toMatchObject({ isResumed: true });
    expect(await letIn()).toEqual([bed.client.ipv4, newAddress]);
    expect(gate(profileId)).toMatchObject({ state: 'open', sessions: 1 });
    type(id, 'echo af""ter\n');
    await wrote(id, 'after\r\n');
    const kept = Buffer.from(house.attach(id).output).toString();
    expect(kept).toMatch(/before\r\n[\s\S]*── reconnected \d\d:\d\d ──\S*\r\n[\s\S]*after\r\n/);

    type(id, 'exit\n');
    expect(await reached(id, 'ended')).toMatchObject({ ending: { kind: 'shut' } });
    expect(await letIn()).toEqual([bed.client.ipv4]);
    expect(titles(opened)).toEqual([`The gate of web may still be open for ${bed.client.ipv4}`]);
    expect(gate(profileId)).toMatchObject({ state: 'unknown', message: expect.stringContaining(bed.client.ipv4) });
    expect(journal(opened)).toHaveLength(1);

    await moveClient(newAddress, bed.client.ipv4);
    await letsIn();
    await opened.gateReached(profileId, 'shut');
    await until(() => titles(opened).join() === `The gate of ${bed.gate.ipv4}:22 is shut now`);
    expect(journal(opened)).toEqual([]);
    expect(bed.knockd.openings()).toEqual({ open: 2, close: 2 });
  });

  it('and the old one again while a session lives: each opening is shut from its own address', async () => {
    const opened = await openSession('auto');
    const { house, id, session, until, reached } = opened;
    await moveClient(bed.client.ipv4, newAddress);
    await until(() => session(id).isResumed && session(id).state === 'live');
    await moveClient(newAddress, bed.client.ipv4);
    await until(() => session(id).state === 'ended' || session(id).reconnectAtMs !== undefined);
    await until(() => session(id).isResumed && session(id).state === 'live');
    expect(titles(opened)).toContain(`The gate of web may still be open for ${newAddress}`);
    house.endSession(id);
    expect(await reached(id, 'ended')).toMatchObject({ ending: { kind: 'shut' } });
    await letsIn(newAddress);
    await moveClient(bed.client.ipv4, newAddress);
    await letsIn();
    await until(() => journal(opened).length === 0);
  });
});
