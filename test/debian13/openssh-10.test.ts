import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson, portcullis } from '../support/command-line.ts';
import { type Bed, startBed } from '../system/bed/bed.ts';
import { doorPair } from '../system/bed/doors.ts';
import { drawSecretSequence, gateProfile, watched } from '../system/gate-profile.ts';
import { bytes, expectWhole, megabyte, upload } from '../system/upload.ts';

let bed: Bed;
const [open, close] = [drawSecretSequence(), drawSecretSequence()];
beforeAll(async () => {
  bed = watched(await startBed({ doors: doorPair(open, close), sshd: { from: 'debian13' } }));
});
afterAll(() => bed.stop());

test.each(['key', 'password', 'keyAndCode'] as const)(
  'the whole job at OpenSSH 10 behind a gate, by %s',
  async (way) => {
    const person = createPerson();
    const auth = way === 'password' ? { kind: 'password' } : { kind: 'key', path: bed.keys.plain };
    const profile = gateProfile(person, bed, { open, close }, { user: bed.users[way], auth });
    const code = { kind: 'keyboard-interactive', value: await bed.totp() };
    const secrets = { key: [], password: [bed.secrets.password], keyAndCode: [JSON.stringify(code)] }[way];
    const args = ['connect', profile, '--run', 'id -un; ssh -V 2>&1', '--accept-new', '--secrets-fd', '3'];
    const result = await portcullis(person, args, { secrets });
    expect(result.stdout, result.stderr + bed.sshd.log()).toMatch(new RegExp(`^${bed.users[way]}\nOpenSSH_10\\.`));
    expect(result.status).toBe(0);
    expect(await bed.rules()).toEqual([]);
  },
);

test('an upload is whole where OpenSSH 10 exchanges keys after each megabyte', async () => {
  await bed.sshd.restart({ settings: ['RekeyLimit 1M'] });
  const person = createPerson();
  await expectWhole(upload(person, gateProfile(person, bed, { open, close }), bytes(16 * megabyte)));
});
