import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createPerson, type Person, portcullis, type Result, startPortcullis } from '../support/command-line.ts';
import { gateNamespace } from './bed/addresses.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { pidsAt } from './bed/network.ts';
import { waitFor } from './bed/wait.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

type SlowGate = { readonly bed: Bed; readonly person: Person; readonly profile: string };

type Before = 'never seen open' | 'seen open when it was quick' | 'known to be slow';

/** A gate whose opening takes so many seconds. */
async function slowGate(takesS: number, before: Before): Promise<SlowGate> {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  const slow = (program: string) => `sleep ${takesS}; ${program} -I INPUT -s %IP% -p tcp --dport 22 -j ACCEPT`;
  const doors = doorPair(open, close).map((door) =>
    door.name === 'open' ? { ...door, commands: { ipv4: slow('iptables'), ipv6: slow('ip6tables') } } : door,
  );
  const bed = watched(await startBed({ doors }));
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const profile = gateProfile(person, bed, { open, close, deadlineS: 15 });
  const slowMs = 1000 * takesS;
  const slowly = {
    slowestMs: slowMs + 200,
    opening: { dialMs: slowMs + 100, earlyMs: slowMs, notLaterMs: slowMs + 200 },
  };
  if (before !== 'never seen open') await knowGate(person, profile, [], before === 'known to be slow' ? slowly : {});
  return { bed, person, profile };
}

const connect = ({ person, profile }: SlowGate) =>
  portcullis(person, ['connect', profile, '--run', 'true', '--accept-new']);

/** When the gate is looked at again, as the journal says; empty where it owes nothing. */
function looksAtMs({ person }: SlowGate): number[] {
  const folder = join(person.dataFolder, 'gates');
  return readdirSync(folder)
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).awaits?.atMs)
    .filter((atMs) => atMs !== undefined);
}

/** Expects no rule any more after the next command, once it is time to look again. */
async function expectShutAfterOneMore(gate: SlowGate, told: string): Promise<void> {
  await waitFor('the last opening', async () => (await pidsAt(gateNamespace, 'sleep')).length === 0);
  await pause(Math.max(0, ...looksAtMs(gate).map((atMs) => atMs - Date.now())));
  const next = await portcullis(gate.person, ['knock', gate.bed.gate.ipv4, '9']);
  expect(await gate.bed.rules(), `${told}\n${next.stderr}`).toEqual([]);
}

/** Expects that a command has said so where an opening may come late, and that after one more there is no rule. */
async function expectShutInTheEnd(gate: SlowGate, { status, stderr }: Result): Promise<void> {
  if (looksAtMs(gate).length > 0) {
    expect([status, stderr]).toEqual([254, expect.stringMatching(/looked at again (at|until) \d/)]);
  } else expect(await gate.bed.rules(), stderr).toEqual([]);
  await expectShutAfterOneMore(gate, stderr);
}

const ways = {
  'a short session': connect,
  'having been held by hand': async ({ person, profile }: SlowGate) => {
    const opened = await portcullis(person, ['open', profile]);
    expect(opened.status, opened.stderr).toBe(0);
    return portcullis(person, ['close', profile]);
  },
  'a check': ({ person, profile }: SlowGate) => portcullis(person, ['check', profile]),
};

it.each(Object.entries(ways))(
  'a gate whose opening takes 1.5 s, and was quick before, is shut after %s',
  { timeout: 120_000 },
  async (name, way) => {
    const gate = await slowGate(1.5, 'seen open when it was quick');
    await expectShutInTheEnd(gate, await way(gate));
    if (name !== 'a short session') return;
    const { open: before = 0 } = gate.bed.knockd.openings();
    await expectShutInTheEnd(gate, await way(gate));
    expect(gate.bed.knockd.openings()['open']).toBe(before + 1);
  },
);

it('one of which nothing is known is shut after a short session', { timeout: 120_000 }, async () => {
  const gate = await slowGate(1.5, 'never seen open');
  await expectShutInTheEnd(gate, await connect(gate));
});

it('one that takes 4 s, and is known to, is knocked once and shut', { timeout: 60_000 }, async () => {
  const gate = await slowGate(4, 'known to be slow');
  await expectShutInTheEnd(gate, await connect(gate));
  expect(gate.bed.knockd.openings()).toEqual({ open: 1, close: 1 });
});

it.each([
  ['SIGINT', 'never seen open'],
  ['SIGTERM', 'known to be slow'],
  ['SIGHUP', 'known to be slow'],
] as const)('%s while an opening is on its way, at a gate that was %s', { timeout: 90_000 }, async (signal, before) => {
  const gate = await slowGate(2, before);
  const running = startPortcullis(gate.person, ['connect', gate.profile, '--run', 'true', '--json']);
  await running.wrote(/"purpose":"open","step":3/);
  await pause(300);
  running.child.kill(signal);
  const { stderr } = await running.done;
  if (looksAtMs(gate).length > 0) expect(stderr).toContain('may still be on its way');
  else expect(await gate.bed.rules(), stderr).toEqual([]);
  await expectShutAfterOneMore(gate, stderr);
});
