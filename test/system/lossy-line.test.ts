import { afterEach, expect, it } from 'vitest';
import { createPerson, portcullis } from '../support/command-line.ts';
import { client } from './bed/addresses.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { run } from './bed/commands.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

let bed: Bed;
afterEach(() => bed.stop());

/** Loses so many of a hundred packets in both directions, until the path is restored. */
function lose(percent: number): Promise<string> {
  const chains = ['ingress', 'egress'].map(
    (hook) => `chain ${hook} {
      type filter hook ${hook} device "${client.device}" priority 0
      numgen random mod 100 < ${percent} drop
    }`,
  );
  return run('nft', ['-f', '-'], { input: `table netdev path {\n${chains.join('\n')}\n}` });
}

const cycles = 12;

it(`with 7 % lost each way none of ${cycles} gates is open after one more command`, { timeout: 180_000 }, async () => {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  bed = watched(await startBed({ doors: doorPair(open, close) }));
  const person = createPerson();
  const profile = gateProfile(person, bed, { open, close, deadlineS: 15 });
  // What such a line has taught: about one first attempt in four is not answered.
  await knowGate(person, profile, [], { attempts: 50, failedAttempts: 11.6 });
  await lose(7);
  const unsaid: string[] = [];
  const left: string[] = [];
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const { status, stderr } = await portcullis(person, [
      'connect',
      profile,
      '--run',
      'true',
      '--accept-new',
      '--json',
    ]);
    const isOpen = (await bed.rules()).length > 0;
    if (isOpen && status === 0) unsaid.push(stderr);
    const next = await portcullis(person, ['knock', bed.gate.ipv4, '9']);
    if ((await bed.rules()).length > 0) left.push(`${stderr}\n${next.stderr}`);
  }
  expect(unsaid).toEqual([]);
  expect(left).toEqual([]);
});
