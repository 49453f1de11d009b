import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authentication } from '../../electron/shared/profile.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { makeOtherKeys, startAgent } from './bed/agent.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { run } from './bed/commands.ts';
import { logInAtBed } from './bed-login.ts';
import { watched } from './gate-profile.ts';

let bed: Bed;
beforeAll(async () => {
  bed = watched(await startBed({ firewall: 'none' }));
});
afterAll(() => bed.stop());

/** Starts the bed’s sshd anew. */
async function sshdWith(...settings: readonly string[]): Promise<void> {
  await bed.sshd.restart({ settings });
}

const key = (path: string): Authentication => ({ kind: 'key', path });
const fingerprintOf = async (path: string) => (await run('ssh-keygen', ['-lf', `${path}.pub`])).split(' ')[1];

describe('a named key that cannot be used', () => {
  const puttyKey = 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: aes256-cbc\nComment: x\n';
  const made: { readonly [name: string]: () => string | Promise<string> } = {
    'that is not there': () => join(bed.folder, 'missing'),
    'in a PuTTY format': () => fileWith(puttyKey),
    'of a security key': () => {
      // All that is told before the secret part (PROTOCOL.key of OpenSSH).
      const text = (value: string) => Buffer.concat([Buffer.from([0, 0, 0, value.length]), Buffer.from(value)]);
      const publicKey = Buffer.concat([text('sk-ssh-ed25519@openssh.com'), text('x'.repeat(32)), text('ssh:')]);
      const length = Buffer.from([0, 0, 0, publicKey.length]);
      const parts = [
        text('none'),
        text('none'),
        text(''),
        Buffer.from([0, 0, 0, 1]),
        length,
        publicKey,
        text('secret'),
      ];
      const data = Buffer.concat([Buffer.from('openssh-key-v1\0'), ...parts]).toString('base64');
      return fileWith(`-----BEGIN OPENSSH PRIVATE KEY-----\n${data}\n-----END OPENSSH PRIVATE KEY-----\n`);
    },
    'whose passphrase is wrong three times': () => bed.keys.encrypted,
    'that is a certificate': async () => `${await certified(bed.keys.unknown)}-cert.pub`,
  };

  it.each(Object.keys(made))('%s is told at once, with what to do, though an agent lets in', async (what) => {
    const path = (await made[what]?.()) ?? '';
    const agent = await startAgent(bed.folder);
    await agent.hold(bed.keys.plain);
    const agentSocket = agent.socket;
    const ways = [key(path), { kind: 'agent' } as const];
    const { failure, warnings } = await logInAtBed({ user: bed.users.key, ways, agentSocket, answer: () => 'wrong' });
    expect(failure).toBeUndefined();
    expect(warnings.join('\n')).toContain(path);
    expect(warnings.join('\n')).toMatch(/(?:Correct|Export|Use|Try|Choose) /);
    const alone = await logInAtBed({ user: bed.users.key, ways: [key(path)], answer: () => 'wrong' });
    expect(alone.failure?.code).toBe('key-unusable');
  });

  it('for its certificate is told, and offered without it', async () => {
    const path = await certified(bed.keys.plain);
    const { failure, warnings } = await logInAtBed({ user: bed.users.key, ways: [key(path)] });
    expect(failure).toBeUndefined();
    expect(warnings.join()).toContain(`${path}-cert.pub`);
  });
});

describe('a named key', () => {
  it('whose twin is in the agent asks for no passphrase, and comes before the agent’s others', async () => {
    const agent = await startAgent(bed.folder);
    const unlocked = fileWith(readFileSync(bed.keys.encrypted, 'utf8'));
    await run('ssh-keygen', ['-q', '-p', '-P', bed.secrets.keyPassphrase, '-N', '', '-f', unlocked]);
    await agent.hold(...(await makeOtherKeys(bed.folder, 5)), unlocked);
    const ways = [key(bed.keys.encrypted), { kind: 'agent' } as const];
    const { failure, asked, keys } = await logInAtBed({ user: bed.users.key, ways, agentSocket: agent.socket });
    expect(failure).toBeUndefined();
    expect(asked).toEqual([]);
    expect(keys).toMatchObject([{ fingerprint: await fingerprintOf(bed.keys.encrypted), isTaken: true }]);
    // Also where the profile names no agent.
    const alone = await logInAtBed({ user: bed.users.key, ways: ways.slice(0, 1), agentSocket: agent.socket });
    expect([alone.failure, alone.asked]).toEqual([undefined, []]);
  });

  it('is asked for its passphrase only where the server would take it', async () => {
    const secret = 'of a key that nobody knows';
    mustNotLeak({ text: secret });
    const path = join(bed.folder, 'locked-unknown');
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', secret, '-f', path]);
    const ways = [key(path), key(bed.keys.encrypted)];
    const answer = () => bed.secrets.keyPassphrase;
    const { failure, asked } = await logInAtBed({ user: bed.users.key, ways, answer });
    expect(failure).toBeUndefined();
    expect(asked).toEqual([{ kind: 'passphrase', path: bed.keys.encrypted, attempt: 1 }]);
  });

  it('that is refused is named, in the timeline and in the failure, with the others', async () => {
    const agent = await startAgent(bed.folder);
    const others = await makeOtherKeys(bed.folder, 1);
    await agent.hold(...others);
    const ways = [key(bed.keys.unknown), { kind: 'agent' } as const];
    const { failure, keys } = await logInAtBed({ user: bed.users.key, ways, agentSocket: agent.socket });
    expect(failure?.code).toBe('login-refused');
    for (const path of [bed.keys.unknown, ...others]) {
      const fingerprint = (await fingerprintOf(path)) ?? '';
      expect(failure?.message).toContain(fingerprint);
      expect(keys).toContainEqual(expect.objectContaining({ event: 'key', fingerprint, isTaken: false }));
    }
    expect(failure?.message).toContain(bed.keys.unknown);
  });
});

describe('an agent', () => {
  it('that is locked is named', async () => {
    const agent = await startAgent(bed.folder);
    await agent.hold(bed.keys.plain);
    await agent.lock();
    const ways = [{ kind: 'agent' } as const];
    const { failure, warnings } = await logInAtBed({ user: bed.users.key, ways, agentSocket: agent.socket });
    expect(failure).toMatchObject({ code: 'agent-unusable', message: expect.stringContaining('locked') });
    expect(warnings.join()).toContain('ssh-add -X');
  });

  it('that is locked is named before a passphrase is asked for, also where nobody has named it', async () => {
    const agent = await startAgent(bed.folder);
    await agent.lock();
    const ways = [{ kind: 'agent', isUsual: true } as const, { ...key(bed.keys.encrypted), isUsual: true }];
    const answer = () => bed.secrets.keyPassphrase;
    const { failure, warnings } = await logInAtBed({ user: bed.users.key, ways, agentSocket: agent.socket, answer });
    expect(failure).toBeUndefined();
    expect(warnings.join()).toContain('ssh-add -X');
  });

  it('whose keys are certificates says which are passed over', async () => {
    const agent = await startAgent(bed.folder);
    await agent.hold(await certified(bed.keys.plain));
    const ways = [{ kind: 'agent' } as const];
    const { failure, warnings } = await logInAtBed({ user: bed.users.key, ways, agentSocket: agent.socket });
    expect(failure).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/is not offered: it is a certificate/);
  });

  it('with five other keys leaves a stock sshd a try for the password', async () => {
    const agent = await startAgent(bed.folder);
    await agent.hold(...(await makeOtherKeys(bed.folder, 5)));
    const ways = [{ kind: 'agent' } as const, { kind: 'password' } as const];
    const answer = () => bed.secrets.password;
    const { failure, keys } = await logInAtBed({ user: bed.users.password, ways, agentSocket: agent.socket, answer });
    expect(failure).toBeUndefined();
    expect(keys).toHaveLength(5);
  });
});

describe('a key that is listed first', () => {
  it.each(['password,publickey', 'keyboard-interactive,publickey'])('waits for its turn: %s', async (methods) => {
    await sshdWith(`AuthenticationMethods ${methods}`);
    const ways = [key(bed.keys.plain), { kind: 'keyboard-interactive' } as const, { kind: 'password' } as const];
    const answer = () => bed.secrets.password;
    const { failure, asked } = await logInAtBed({ user: bed.users.password, ways, answer });
    expect(failure, bed.sshd.log()).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('is followed by a second one where the server wants two', async () => {
    await sshdWith('AuthenticationMethods publickey,publickey');
    const ways = [key(bed.keys.plain), key(bed.keys.pemRsa)];
    const { failure, keys } = await logInAtBed({ user: bed.users.password, ways });
    expect(failure, bed.sshd.log()).toBeUndefined();
    expect(keys.map(({ kind, isTaken }) => [kind, isTaken])).toEqual([
      ['ED25519', true],
      ['RSA', true],
    ]);
    const half = await logInAtBed({ user: bed.users.password, ways: ways.slice(0, 1) });
    expect(half.failure?.message).toMatch(
      / It took key ED25519 SHA256:.*, and wants more\. The server takes publickey\./,
    );
  });
});

it('a banner of 10 kB is not cut', async () => {
  const banner = `${'An old banner.\n'.repeat(682)}The end.`;
  await sshdWith(`Banner ${fileWith(`${banner}\n`)}`);
  const { banners } = await logInAtBed({ user: bed.users.key, ways: [key(bed.keys.plain)] });
  expect(banners.join('').trimEnd()).toBe(banner);
});

let count = 0;
function fileWith(content: string): string {
  count += 1;
  const path = join(bed.folder, `made-${count}`);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

/** A copy of a key with a certificate beside it. */
async function certified(original: string): Promise<string> {
  const path = fileWith(readFileSync(original, 'utf8'));
  writeFileSync(`${path}.pub`, readFileSync(`${original}.pub`));
  const authority = `${path}-authority`;
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', authority]);
  await run('ssh-keygen', ['-q', '-s', authority, '-I', 'bed', '-n', 'anybody', `${path}.pub`]);
  return path;
}
