import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPerson, type Person, portcullis, startPortcullis } from '../support/command-line.ts';
import { run } from './bed/commands.ts';
import { type GateBed, startGateBed } from './gate-bed.ts';
import { drawSecretSequence, gateProfile, knowGate } from './gate-profile.ts';

let bed: GateBed;
let person: Person;

beforeEach(async () => {
  bed = await startGateBed();
  person = createPerson();
});
afterEach(() => bed.stop());

/** A profile of a gate that was seen open before. */
async function knownProfile(closing: string): Promise<string> {
  const profile = gateProfile(person, bed, { ...bed.knock, close: closing });
  await knowGate(person, profile);
  return profile;
}

/** Any command at all: its start is what matters. */
const nextStart = () => portcullis(person, ['knock', bed.gate.ipv4, '9']);

it('an entry whose address was changed sends no knock anywhere, and is told', async () => {
  // Another address of the same machine sees whatever would be sent there.
  const elsewhere = '10.198.1.78';
  await bed.onGate('ip', 'addr', 'add', `${elsewhere}/24`, 'dev', bed.gate.device);
  const { device } = bed.client;
  await run('ip', ['neigh', 'replace', elsewhere, 'lladdr', bed.gate.mac, 'nud', 'permanent', 'dev', device]);
  const profile = await knownProfile(bed.knock.close);
  const session = startPortcullis(person, ['connect', profile, '--run', 'cat', '--accept-new', '--json'], {
    input: 'open',
  });
  await session.happened('ready');
  session.child.kill('SIGKILL');
  await session.done;
  const folder = join(person.dataFolder, 'gates');
  const [name = ''] = readdirSync(folder);
  const text = readFileSync(join(folder, name), 'utf8');
  writeFileSync(join(folder, name), text.replaceAll(`"${bed.gate.ipv4}"`, `"${elsewhere}"`), { mode: 0o600 });
  const capture = await bed.capture(`dst host ${elsewhere} or (dst host ${bed.gate.ipv4} and not dst port 9)`);
  const { stderr } = await nextStart();
  expect(stderr).toContain('a gate that it noted may still be open');
  const sent = (await capture.stop()).filter(({ flags }) => flags.includes('S'));
  expect(sent).toEqual([]);
});

it('a gate whose closing was corrected is shut by it, and the wrong one is forgotten', async () => {
  const wrong = await knownProfile(drawSecretSequence());
  const connected = await portcullis(person, ['connect', wrong, '--run', 'true', '--accept-new']);
  expect(connected.status).toBe(254);
  expect(connected.stderr).toContain('is still open');
  expect(await bed.rules()).toHaveLength(1);
  const corrected = await knownProfile(bed.knock.close);
  const closed = await portcullis(person, ['close', corrected]);
  expect(closed.status, closed.stderr).toBe(0);
  expect(await bed.rules()).toEqual([]);
  const { stderr } = await nextStart();
  expect(stderr).toBe((await nextStart()).stderr);
  expect(stderr).not.toMatch(/gate/i);
  expect(readdirSync(join(person.dataFolder, 'gates'))).toEqual([]);
});
