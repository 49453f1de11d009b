import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, portcullis, writeProfile } from '../support/command-line.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { users } from './bed/accounts.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { watched } from './gate-profile.ts';
import { startJumpBed } from './jump-bed.ts';

const connect = (path: string) => ['connect', path, '--run', 'id -un', '--accept-new', '--json', '--secrets-fd', '3'];

function drawSecret(): string {
  const text = randomBytes(15).toString('base64url');
  mustNotLeak({ text });
  return text;
}

async function openBed(): Promise<Bed> {
  const bed = watched(await startBed({ firewall: 'none' }));
  onTestFinished(() => bed.stop());
  return bed;
}

const guesses = /Failed (?:password|keyboard-interactive)/;

describe('an answer that is handed in', () => {
  it.each([
    ['as a bare line', false],
    ['as what it is', true],
  ])('for a key that cannot be read goes to no server as a password: %s', async (_, isTold) => {
    const bed = await openBed();
    const person = createPerson();
    const key = join(person.documents, 'putty.ppk');
    writeFileSync(key, 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: aes256-cbc\n', { mode: 0o600 });
    const account = { host: bed.gate.ipv4, user: users.password };
    const profile = writeProfile(person, 'web', { ...account, knock: { open: '9', deadlineS: 1 } });
    const value = drawSecret();
    const secrets = [isTold ? JSON.stringify({ kind: 'key', value }) : value];
    const { status, stderr } = await portcullis(person, [...connect(profile), '--identity', key], { secrets });
    expect(bed.sshd.log()).not.toMatch(guesses);
    expect(stderr).toContain('is in a PuTTY format');
    expect(stderr).not.toContain(value);
    expect(status).toBe(255);
  });

  it('is taken in any order', async () => {
    const bed = await openBed();
    const person = createPerson();
    const auth = [{ kind: 'key', path: bed.keys.encrypted }, { kind: 'keyboard-interactive' }];
    const { host, knock } = { host: bed.gate.ipv4, knock: { open: '9', deadlineS: 1 } };
    const profile = writeProfile(person, 'web', { host, user: users.code, auth, knock });
    const secrets = [
      { kind: 'keyboard-interactive', host, value: await bed.totp() },
      { kind: 'password', host: 'elsewhere.example', value: drawSecret() },
      { kind: 'key', host, user: users.code, value: bed.secrets.keyPassphrase },
      { kind: 'password', host, user: 'somebody', value: drawSecret() },
      { kind: 'password', host, value: bed.secrets.password },
    ];
    const lines = secrets.map((secret) => JSON.stringify(secret));
    const { status, stdout, stderr } = await portcullis(person, connect(profile), { secrets: lines });
    expect(stdout, stderr).toBe(`${users.code}\n`);
    expect(status).toBe(0);
    expect(bed.sshd.log()).not.toMatch(guesses);
  });

  it('for the inner host is not told to a bastion that asks, and asks again', async () => {
    const asking = { user: users.password, auth: { kind: 'password' } };
    const { bed, person, path } = await startJumpBed({ outerProfile: asking, profile: asking });
    const value = drawSecret();
    const inner = JSON.stringify({ kind: 'password', host: bed.inner.address.ipv4, value });
    const { status, stderr } = await portcullis(person, connect(path), { secrets: [inner, inner, inner] });
    expect(bed.sshd.log()).not.toMatch(guesses);
    expect(stderr).toContain('no line of --secrets-fd is for that');
    expect(status).toBe(255);
    // Without a host it might be for either.
    const unclear = [JSON.stringify({ kind: 'password', value }), value];
    for (const line of unclear) {
      const refused = await portcullis(person, connect(path), { secrets: [line] });
      expect(refused.stderr).toContain('--secrets-fd, line 1: ');
      expect(refused.stderr).not.toContain(value);
    }
    expect(bed.sshd.log()).not.toMatch(guesses);
    const outer = JSON.stringify({ kind: 'password', host: bed.gate.ipv4, value: bed.secrets.password });
    const both = [JSON.stringify({ ...JSON.parse(inner), value: bed.secrets.password }), outer];
    const { stdout, stderr: told } = await portcullis(person, connect(path), { secrets: both });
    expect(stdout, told).toBe(`${users.password}\n`);
  });
});
