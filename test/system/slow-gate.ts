import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { createPerson, type Person, portcullis, type Result } from '../support/command-line.ts';
import { gateNamespace } from './bed/addresses.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { pidsAt } from './bed/network.ts';
import { waitFor } from './bed/wait.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

/** A bed with a gate whose opening takes long, and a person with a profile of it. */
export type SlowGate = { readonly bed: Bed; readonly person: Person; readonly profile: string };

/** What the person's Portcullis knows of it. */
type Before = 'never seen open' | 'seen open when it was quick' | 'known to be slow';

/** A gate whose opening takes so many seconds. */
export async function slowGate(takesS: number, before: Before): Promise<SlowGate> {
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

/** A session that is over at once. */
export const connect = ({ person, profile }: SlowGate): Promise<Result> =>
  portcullis(person, ['connect', profile, '--run', 'true', '--accept-new']);

/** When the gate is looked at again, as the journal says; empty where it owes nothing. */
export function looksAtMs({ person }: SlowGate): number[] {
  const folder = join(person.dataFolder, 'gates');
  return readdirSync(folder)
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).awaits?.atMs)
    .filter((atMs) => atMs !== undefined);
}

/** Expects no rule any more after the next command, once it is time to look again. */
export async function expectShutAfterOneMore(gate: SlowGate, told: string): Promise<void> {
  await waitFor('the last opening', async () => (await pidsAt(gateNamespace, 'sleep')).length === 0);
  await pause(Math.max(0, ...looksAtMs(gate).map((atMs) => atMs - Date.now())));
  const next = await portcullis(gate.person, ['knock', gate.bed.gate.ipv4, '9']);
  expect(await gate.bed.rules(), `${told}\n${next.stderr}`).toEqual([]);
}
