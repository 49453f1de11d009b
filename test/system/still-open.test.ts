import { expect, it, onTestFinished } from 'vitest';
import { createPerson, portcullis } from '../support/command-line.ts';
import { startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';

/** What a person is told may be wrong, in the order in which it is told. */
const told =
  /closing was lost.*another opening from this address.*closing may not be the server’s, or the server has none.*command may fail.*may not be protected any more/i;

it.each(['a wrong closing', 'a missing one', 'one whose command fails'] as const)(
  'a gate that stays open for %s is told with each cause in a sentence of its own, and how to shut it again',
  async (fault) => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const doors = doorPair(open, fault === 'a wrong closing' ? drawSecretSequence() : close).flatMap((door) => {
      if (door.action === 'open') return [door];
      if (fault === 'a missing one') return [];
      return [fault === 'a wrong closing' ? door : { ...door, commands: { ipv4: 'false', ipv6: 'false' } }];
    });
    const bed = watched(await startBed({ doors }));
    onTestFinished(() => bed.stop());
    const person = createPerson();
    const profile = gateProfile(person, bed, { open, close });
    const { status, stderr } = await portcullis(person, ['connect', profile, '--run', 'true', '--accept-new']);
    expect(status, stderr).toBe(254);
    expect(await bed.rules()).toHaveLength(1);
    expect(stderr.replaceAll('\n', ' ')).toMatch(told);
    expect(stderr).toContain(`portcullis close ${profile}`);
  },
  60_000,
);
