import { expect, it, onTestFinished } from 'vitest';
import { createPerson, startPortcullis } from '../support/command-line.ts';
import { startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { drawSequence } from './bed/ports.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

/**
 * A gate whose opening begins a longer door, which stands first in knockd.conf: an opening that works leaves half of that one in the
 * daemon, and it eats the first closing.
 */
async function gateBehindLongerDoor(knock: { readonly [field: string]: unknown } = {}) {
  // A single port is no secret that could be searched for: any number may be one.
  const [open, close, more] = [drawSecretSequence(), drawSecretSequence(), drawSequence('tcp')];
  const longer = { name: 'longer', sequence: `${open},${more}`, action: 'open', port: 8022 } as const;
  const bed = watched(await startBed({ doors: [longer, ...doorPair(open, close)] }));
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const profile = gateProfile(person, bed, { open, close, deadlineS: 15, ...knock }, { version: 2 });
  /** @returns how many closings were sent */
  const cycle = async () => {
    const args = ['connect', profile, '--run', 'true', '--accept-new', '--json'];
    const { status, events, stderr } = await startPortcullis(person, args).done;
    expect(status, stderr).toBe(0);
    expect(await bed.rules(), stderr).toEqual([]);
    return events.filter(({ event, purpose, step }) => event === 'sent' && purpose === 'close' && step === 1).length;
  };
  return { person, profile, cycle };
}

it('a longer door that begins as the own one leaves no rule, and no second closing once it is known', async () => {
  const { person, profile, cycle } = await gateBehindLongerDoor();
  await knowGate(person, profile);
  expect(await cycle()).toBe(2);
  expect(await cycle()).toBe(2);
  expect(await cycle()).toBe(1);
  expect(await cycle()).toBe(1);
}, 60_000);

it.each([{ shared: true }, { dials: 'few' }])(
  'with %o it leaves none either, though no second closing follows',
  async (knock) => {
    const { person, profile, cycle } = await gateBehindLongerDoor(knock);
    await knowGate(person, profile);
    expect(await cycle()).toBe(1);
    expect(await cycle()).toBe(1);
  },
  60_000,
);
