import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, type Person, portcullis, writeProfile } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { startAgent } from './bed/agent.ts';
import { run } from './bed/commands.ts';
import { type GateBed, startGateBed } from './gate-bed.ts';
import { gateProfile, knowGate } from './gate-profile.ts';

const drawn = sampledIt('gates', 50);

let bed: GateBed;

beforeAll(async () => {
  bed = await startGateBed();
});
afterAll(() => bed.stop());

interface Way {
  readonly user: string;
  readonly auth: object;
  readonly secrets?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

async function logsIn({ user, auth, secrets, env = {} }: Way, person: Person = createPerson()): Promise<void> {
  const profile = gateProfile(person, bed, bed.knock, { user, auth });
  const fd = secrets === undefined ? [] : ['--secrets-fd', '3'];
  const args = ['connect', profile, '--run', 'id -un', '--accept-new', ...fd];
  const result = await portcullis(person, args, { env, ...(secrets === undefined ? {} : { secrets }) });
  expect(result.stdout, result.stderr).toBe(`${user}\n`);
  expect(result.status).toBe(0);
  expect(await bed.rules()).toEqual([]);
}

/** Where a profile names no way to log in that asks, or several, a line says what it is. */
async function handedCode(): Promise<string> {
  return JSON.stringify({ kind: 'keyboard-interactive', host: bed.gate.ipv4, value: await bed.totp() });
}

describe('a login through a gate', () => {
  drawn('by password', () =>
    logsIn({ user: bed.users.password, auth: { kind: 'password' }, secrets: [bed.secrets.password] }),
  );

  drawn('by a wrong password and then the right one, without knocking again', async () => {
    const openings = bed.knockd.openings()['open'] ?? 0;
    const secrets = ['not the password', bed.secrets.password];
    await logsIn({ user: bed.users.password, auth: { kind: 'password' }, secrets });
    expect(bed.knockd.openings()['open']).toBe(openings + 1);
  });

  drawn('by key', () => logsIn({ user: bed.users.key, auth: { kind: 'key', path: bed.keys.plain } }));

  drawn('by a PEM key', () => logsIn({ user: bed.users.key, auth: { kind: 'key', path: bed.keys.pemRsa } }));

  drawn('by an encrypted key', () =>
    logsIn({
      user: bed.users.key,
      auth: { kind: 'key', path: bed.keys.encrypted },
      secrets: [bed.secrets.keyPassphrase],
    }),
  );

  drawn('by an encrypted PEM key', () =>
    logsIn({
      user: bed.users.key,
      auth: { kind: 'key', path: bed.keys.pemEncrypted },
      secrets: [bed.secrets.pemPassphrase],
    }),
  );

  drawn('by agent', async () => {
    const agent = await startAgent(bed.folder);
    await agent.hold(bed.keys.plain);
    await logsIn({ user: bed.users.key, auth: { kind: 'agent' }, env: { SSH_AUTH_SOCK: agent.socket } });
  });

  drawn('by agent and a one-time code', async () => {
    const agent = await startAgent(bed.folder);
    await agent.hold(bed.keys.plain);
    await logsIn({
      user: bed.users.keyAndCode,
      auth: { kind: 'agent' },
      secrets: [await handedCode()],
      env: { SSH_AUTH_SOCK: agent.socket },
    });
  });

  drawn('by password and a one-time code', async () =>
    logsIn({
      user: bed.users.code,
      auth: { kind: 'keyboard-interactive' },
      secrets: [bed.secrets.password, await bed.totp()],
    }),
  );

  drawn('by key and a one-time code, whether the profile names the second or not', async () => {
    const key = { kind: 'key', path: bed.keys.plain };
    await logsIn({ user: bed.users.keyAndCode, auth: key, secrets: [await handedCode()] });
    const both = [key, { kind: 'keyboard-interactive' }];
    await logsIn({ user: bed.users.keyAndCode, auth: both, secrets: [await handedCode()] });
  });

  drawn('by the second of two ways', () => {
    const auth = [
      { kind: 'key', path: bed.keys.unknown },
      { kind: 'key', path: bed.keys.plain },
    ];
    return logsIn({ user: bed.users.key, auth });
  });

  drawn('by askpass where there is no terminal', async () => {
    const person = createPerson();
    const askpass = join(person.documents, 'askpass');
    const answers = `case "$1" in *erification*) cat "${person.documents}/code";; *) cat "${person.documents}/password";; esac`;
    writeFileSync(join(person.documents, 'code'), await bed.totp());
    writeFileSync(join(person.documents, 'password'), bed.secrets.password);
    writeFileSync(askpass, `#!/bin/sh\n${answers}\n`, { mode: 0o755 });
    await logsIn(
      { user: bed.users.code, auth: { kind: 'keyboard-interactive' }, env: { SSH_ASKPASS: askpass } },
      person,
    );
  });
});

describe('a login that fails', () => {
  it('shuts the gate again, and tells why', async () => {
    const person = createPerson();
    const auth = { kind: 'key', path: bed.keys.unknown };
    const profile = gateProfile(person, bed, bed.knock, { auth });
    await knowGate(person, profile);
    const result = await portcullis(person, ['connect', profile, '--run', 'true', '--accept-new', '--json']);
    expect(result.status).toBe(255);
    expect(result.events).toContainEqual(expect.objectContaining({ event: 'failed', code: 'login-refused' }));
    expect(result.events.at(-1)).toMatchObject({ event: 'shut' });
    expect(await bed.rules()).toEqual([]);
  });

  it('asks three times for a password', async () => {
    const person = createPerson();
    const profile = gateProfile(person, bed, bed.knock, { user: bed.users.password, auth: { kind: 'password' } });
    const secrets = ['wrong 1', 'wrong 2', 'wrong 3', bed.secrets.password];
    const args = ['connect', profile, '--run', 'true', '--accept-new', '--secrets-fd', '3'];
    const result = await portcullis(person, args, { secrets });
    expect(result.status).toBe(255);
    expect(result.stderr).toContain('did not let');
    expect(await bed.rules()).toEqual([]);
  });
});

describe('the host key', () => {
  const connect = async (person: Person, ...more: readonly string[]) => {
    const profile = gateProfile(person, bed, bed.knock);
    await knowGate(person, profile);
    return portcullis(person, ['connect', profile, '--run', 'true', '--json', ...more]);
  };

  it('that is unknown is refused without a terminal, with its fingerprint as ssh prints it', async () => {
    const person = createPerson();
    const result = await connect(person);
    expect(result.status).toBe(255);
    const failed = result.events.find(({ event }) => event === 'failed');
    expect(failed?.['code']).toBe('host-key-unknown');
    const listed = await run('ssh-keygen', ['-lf', '-'], { input: `${bed.sshd.hostKey('ed25519')}\n` });
    expect(failed?.['message']).toContain(listed.split(' ')[1]);
    expect(await bed.rules()).toEqual([]);
  });

  it('is remembered once it was accepted', async () => {
    const person = createPerson();
    expect((await connect(person, '--accept-new')).status).toBe(0);
    expect((await connect(person)).status).toBe(0);
  });

  drawn.each(['ed25519', 'rsa', 'ecdsa'] as const)(
    'in ~/.ssh/known_hosts, hashed, of type %s alone, is known',
    async (type) => {
      const person = createPerson();
      mkdirSync(join(person.home, '.ssh'), { mode: 0o700 });
      const file = join(person.home, '.ssh', 'known_hosts');
      writeFileSync(file, `${bed.gate.ipv4} ${bed.sshd.hostKey(type)}\n`);
      await run('ssh-keygen', ['-q', '-H', '-f', file]);
      expect((await connect(person)).status).toBe(0);
    },
  );

  it('that has changed refuses loudly and shuts the gate, whatever is said', async () => {
    const person = createPerson();
    expect((await connect(person, '--accept-new')).status).toBe(0);
    await bed.sshd.restart({ hostKeys: 'other' });
    onTestFinished(() => bed.sshd.restart({ hostKeys: 'first' }));
    const result = await connect(person, '--accept-new');
    expect(result.status).toBe(255);
    expect(result.events.find(({ event }) => event === 'failed')).toMatchObject({ code: 'host-key-changed' });
    expect(await bed.rules()).toEqual([]);
  });

  it('that is revoked is refused', async () => {
    const person = createPerson();
    mkdirSync(join(person.home, '.ssh'), { mode: 0o700 });
    writeFileSync(join(person.home, '.ssh', 'known_hosts'), `@revoked * ${bed.sshd.hostKey('ed25519')}\n`);
    const result = await connect(person, '--accept-new');
    expect(result.events.find(({ event }) => event === 'failed')).toMatchObject({ code: 'host-key-revoked' });
  });
});

describe('the exit status', () => {
  drawn.each([
    ['exit 0', 0],
    ['exit 7', 7],
    ['kill -TERM $$', 143],
  ])('of «%s» is %i', async (command, status) => {
    const person = createPerson();
    const profile = gateProfile(person, bed, bed.knock);
    const result = await portcullis(person, ['connect', profile, '--run', command, '--accept-new']);
    expect(result.status, result.stderr).toBe(status);
    expect(await bed.rules()).toEqual([]);
  });

  it('and the streams are the command’s', async () => {
    const person = createPerson();
    const profile = gateProfile(person, bed, bed.knock);
    const args = ['connect', profile, '--run', 'tr a-z A-Z; echo problem >&2', '--accept-new'];
    const result = await portcullis(person, args, { input: 'quiet bytes\n' });
    expect(result.stdout).toBe('QUIET BYTES\n');
    expect(result.stderr).toContain('problem');
  });

  it('a profile that others can read is warned about', async () => {
    const person = createPerson();
    const profile = writeProfile(person, 'wide', { host: bed.gate.ipv4, knock: bed.knock });
    await run('chmod', ['644', profile]);
    const result = await portcullis(person, ['close', profile]);
    expect(result.stderr).toMatch(/others can read .*chmod 600/s);
  });
});
