import { afterEach, describe, expect, it } from 'vitest';
import { createPerson, type Person } from '../support/command-line.ts';
import { proof } from '../support/proof.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { startDropbear } from './bed/dropbear.ts';
import type { SshdOptions } from './bed/sshd.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';
import { startJumpBed } from './jump-bed.ts';
import { bytes, expectWhole, megabyte, upload } from './upload.ts';

const afterEachMegabyte = { settings: ['RekeyLimit 1M'] };
const { size, isWhole } = proof('rekeys', { sample: 16, whole: 1400, unit: 'MB' });
/** What makes servers exchange keys of their own accord. */
const gigabyte = size * megabyte;
/** What shows a mistake in most of many exchanges. */
const much = (isWhole ? 50 : 16) * megabyte;

describe('an upload is whole', () => {
  let bed: Bed;
  let person: Person;
  let profile: string;
  const start = async (sshd: SshdOptions = {}) => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    bed = watched(await startBed({ doors: doorPair(open, close), sshd }));
    person = createPerson();
    profile = gateProfile(person, bed, { open, close });
  };
  afterEach(() => bed.stop());

  it('at a sshd that exchanges keys after each megabyte', async () => {
    await start(afterEachMegabyte);
    await expectWhole(upload(person, profile, bytes(much)));
    expect(await bed.rules()).toEqual([]);
  });

  it('at a sshd that exchanges keys each two seconds', async () => {
    await start({ settings: ['RekeyLimit default 2s'] });
    const until = performance.now() + 5500;
    await expectWhole(upload(person, profile, () => performance.now() > until));
  });

  it('at a sshd that has chacha20 alone, which exchanges keys after a gigabyte', async () => {
    await start({ settings: ['Ciphers chacha20-poly1305@openssh.com'] });
    await expectWhole(upload(person, profile, bytes(gigabyte)));
  }, 300_000);

  it('at dropbear, which exchanges keys after a gigabyte', async () => {
    await start();
    await bed.sshd.stop();
    await startDropbear(bed.folder);
    await expectWhole(upload(person, profile, bytes(gigabyte)));
  }, 300_000);
});

describe('an upload by way of a jump host is whole', () => {
  it('where both exchange keys after each megabyte', async () => {
    const { person, path, rules } = await startJumpBed({ hop: afterEachMegabyte, inner: afterEachMegabyte });
    await expectWhole(upload(person, path, bytes(much)));
    expect(await rules()).toEqual([]);
  });
});
