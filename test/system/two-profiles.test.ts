import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPerson, portcullis, writeProfile } from '../support/command-line.ts';
import { startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, knowGate, watched } from './gate-profile.ts';

/** A port with two pairs of doors, and a person who has a profile for each. */
async function twoProfiles(first: object) {
  const knocks = [1, 2].map(() => ({ open: drawSecretSequence(), close: drawSecretSequence() }));
  const doors = knocks.flatMap(({ open, close }, index) =>
    doorPair(open, close).map((door) => ({ ...door, name: `${door.name}${index}` })),
  );
  const bed = watched(await startBed({ doors }));
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const profileOf = (knock: object | undefined, more: object, name: string) =>
    writeProfile(person, name, {
      version: 2,
      host: bed.gate.ipv4,
      port: 22,
      user: bed.users.key,
      auth: { kind: 'key', path: bed.keys.plain },
      knock: { delayMs: 20, deadlineS: 5, ...knock, ...more },
    });
  const web = profileOf(knocks[0], first, 'web');
  const other = profileOf(knocks[1], {}, 'other');
  const run = (...args: readonly string[]) => portcullis(person, args);
  const connect = (profile: string) => run('connect', profile, '--run', 'true', '--accept-new');
  return { bed, person, web, other, run, connect };
}

it('a look that was put off leaves alone what another profile of the port holds open', {
  timeout: 60_000,
}, async () => {
  const { bed, person, web, other, run, connect } = await twoProfiles({ dials: 'few' });
  expect((await connect(web)).stderr).toContain('looked at again at');
  expect((await run('open', other)).stderr).toContain('held by your hand');
  const folder = join(person.dataFolder, 'gates');
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const entry = JSON.parse(readFileSync(path, 'utf8')) as { awaits?: { atMs: number } };
    if (entry.awaits !== undefined)
      writeFileSync(path, JSON.stringify({ ...entry, awaits: { ...entry.awaits, atMs: entry.awaits.atMs - 60_000 } }));
  }
  const next = await run('knock', bed.gate.ipv4, '9');
  expect(bed.knockd.openings(), next.stderr).toEqual({ open0: 1, close0: 1, open1: 1 });
  expect(await bed.rules()).toHaveLength(1);
  const closed = await run('close', other);
  expect([closed.status, await bed.rules(), readdirSync(folder)], closed.stderr).toEqual([0, [], []]);
});

it('a gate that was seen shut is looked at where another profile of the port holds it open', {
  timeout: 60_000,
}, async () => {
  const { bed, person, web, other, run, connect } = await twoProfiles({});
  await knowGate(person, web);
  await knowGate(person, other);
  expect((await connect(web)).status).toBe(0);
  expect((await run('open', other)).stderr).toContain('held by your hand');
  const { stderr } = await connect(web);
  expect(stderr).toContain('left as it was found');
  expect(bed.knockd.openings(), stderr).toEqual({ open0: 1, close0: 1, open1: 1 });
  expect(await bed.rules()).toHaveLength(1);
});
