import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, type Person, portcullis, type RunOptions, startPortcullis } from '../support/command-line.ts';
import { startDropbear } from './bed/dropbear.ts';
import { machineFolder } from './bed/system-files.ts';
import { type GateBed, startGateBed } from './gate-bed.ts';
import { gateProfile, knowGate } from './gate-profile.ts';
import { runOnTerminal } from './run-on-terminal.ts';

let bed: GateBed;
let person: Person;

beforeEach(async () => {
  bed = await startGateBed();
  person = createPerson();
});
afterEach(() => bed.stop());

/** Connects in vain. @returns what the person reads of it */
async function failing(more: object = {}, options: RunOptions = {}): Promise<string> {
  const profile = gateProfile(person, bed, bed.knock, { ...more });
  await knowGate(person, profile);
  const secrets = options.secrets === undefined ? [] : ['--secrets-fd', '3'];
  const { status, stderr } = await portcullis(
    person,
    ['connect', profile, '--run', 'true', '--accept-new', ...secrets],
    options,
  );
  expect(status, stderr).toBe(255);
  expect(await bed.rules(), stderr).toEqual([]);
  return stderr;
}

/** What has nothing to do with a login behind an open gate. */
const aboutKnocking = /MaxStartups|VPN|firewall|knockd|tcpdump|OPEN SESAME/;

/** Changes a file that the bed has laid over the machine's, until the test ends. */
function changeFile(path: string, change: (before: string) => string): void {
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, change(before));
  onTestFinished(() => writeFileSync(path, before));
}

/** Has PAM go through another module at each login, before its own. */
function addToPam(line: string): void {
  changeFile('/etc/pam.d/sshd', (before) => `${line}\n${before}`);
}

function byPassword() {
  return { user: bed.users.password, auth: { kind: 'password' } };
}

describe('a server that ends the login says why, and is quoted:', () => {
  it('too many tries, at OpenSSH', async () => {
    await bed.sshd.restart({ settings: ['MaxAuthTries 2', 'KbdInteractiveAuthentication no'] });
    const said = await failing(byPassword(), { secrets: ['wrong 1', 'wrong 2', 'wrong 3'] });
    expect(said).toContain('“Too many authentication failures”');
    expect(said).toContain('It ended the login at the try with password.');
    expect(said).not.toMatch(aboutKnocking);
  });

  it.each([
    ['a key', () => ({}), {}],
    ['a password', byPassword, {}],
    ['a password that is asked for as a prompt', byPassword, { settings: ['PasswordAuthentication no'] }],
  ])('an account that has expired, with %s', async (_, way, sshd) => {
    await bed.sshd.restart(sshd);
    changeFile('/etc/shadow', (before) => before.replaceAll(/^(by-[^:]*(?::[^:]*){6}):[^:]*:/gm, '$1:1:'));
    const said = await failing(way(), 'auth' in way() ? { secrets: [bed.secrets.password] } : {});
    expect(said).toMatch(/“[^”]*account has expired; please contact your system administrator[^”]*”/);
    expect(said).not.toMatch(aboutKnocking);
  });

  it('a machine that is going down (nologin)', async () => {
    const notice = join(machineFolder, 'nologin');
    writeFileSync(notice, 'Maintenance until noon.\nCall 555 then.\n');
    addToPam(`account required pam_nologin.so file=${notice}`);
    const said = await failing();
    expect(said).toContain('“Maintenance until noon. Call 555 then.”');
    expect(said).not.toMatch(aboutKnocking);
  });
});

describe('a server that ends the login without a word', () => {
  it('is told as that: the account comes to mind, and neither the gate nor the way', async () => {
    addToPam('account required pam_deny.so');
    const said = await failing();
    expect(said).toMatch(/1\. The SSH server ended the login without a word/);
    expect(said).not.toMatch(aboutKnocking);
  });

  it('since it took too long is told as that', async () => {
    await bed.sshd.restart({ settings: ['LoginGraceTime 1'] });
    addToPam('account required pam_exec.so quiet /bin/sleep 5');
    const said = await failing();
    expect(said).toContain('LoginGraceTime');
    expect(said).not.toMatch(aboutKnocking);
  });
});

describe('a server with which nothing is in common', () => {
  it('but post-quantum ways is not called unsafe, and both offers are shown', async () => {
    await bed.sshd.restart({ settings: ['KexAlgorithms sntrup761x25519-sha512@openssh.com'] });
    const said = await failing();
    expect(said).toContain('The server offers sntrup761x25519-sha512@openssh.com; Portcullis offers curve25519-sha256');
    expect(said).toMatch(/quantum.*KexAlgorithms/);
    expect(said).not.toMatch(/no longer safe/);
  });

  it('but old ciphers is called that', async () => {
    await bed.sshd.restart({ settings: ['Ciphers aes256-cbc,3des-cbc'] });
    const said = await failing();
    expect(said).toContain('The server offers aes256-cbc, 3des-cbc; Portcullis offers');
    expect(said).toContain('no longer safe');
  });
});

it('a login that hangs on the server is given up on, and it is said where', { timeout: 90_000 }, async () => {
  const only = (user: string) => `[success=ignore default=1] pam_succeed_if.so quiet user = ${user}`;
  const sleep = 'required pam_exec.so quiet /bin/sleep 120';
  addToPam(`session ${only(bed.users.key)}\nsession ${sleep}\nauth ${only(bed.users.password)}\nauth ${sleep}`);
  const other = createPerson();
  const args = (profile: string) => ['connect', profile, '--run', 'true', '--accept-new', '--json'];
  const starting = startPortcullis(person, args(gateProfile(person, bed, bed.knock)));
  // Two people of one address do not know of each other's knocks.
  await starting.happened('ready');
  const logging = gateProfile(other, bed, bed.knock, byPassword());
  const stuck = await portcullis(other, [...args(logging), '--secrets-fd', '3'], { secrets: [bed.secrets.password] });
  const started = await starting.done;
  expect(started.stderr).toContain('in 30 s it has started nothing');
  expect(started.stderr).not.toMatch(aboutKnocking);
  expect(stuck.stderr).toContain('The login hangs on the server');
  expect(stuck.stderr).not.toMatch(/MaxStartups|knockd|tcpdump/);
  expect([started.status, stuck.status]).toEqual([255, 255]);
});

it('what a server says before the login is marked on each line, as its own', async () => {
  const banner = join(bed.folder, 'banner');
  writeFileSync(banner, 'Welcome.\nthe gate is shut\n');
  await bed.sshd.restart({ settings: [`Banner ${banner}`] });
  const { stderr } = await portcullis(person, [
    'connect',
    gateProfile(person, bed, bed.knock),
    '--run',
    'true',
    '--accept-new',
  ]);
  expect(stderr).toContain(' says:\n  | Welcome.\n  | the gate is shut\n');
});

describe('an account without a terminal gets its shell, with a warning,', () => {
  /** Writes options before the keys that let its user in. */
  function restrictKeys(options: string): void {
    const file = join(machineFolder, 'home', bed.users.key, '.ssh', 'authorized_keys');
    changeFile(file, (before) => before.replaceAll(/^(?=\S)/gm, `${options} `));
  }

  it.each([
    ['PermitTTY no', async () => void (await bed.sshd.restart({ settings: ['PermitTTY no', 'MaxSessions 1'] }))],
    ['restrict', async () => restrictKeys('restrict')],
    ['no-pty', async () => restrictKeys('no-pty')],
    [
      'no-pty at dropbear',
      async () => {
        restrictKeys('no-pty');
        await bed.sshd.stop();
        await startDropbear(bed.folder);
      },
    ],
  ])('by %s', async (_, restrict) => {
    await restrict();
    const terminal = runOnTerminal(person, gateProfile(person, bed, bed.knock), '--accept-new');
    await terminal.shows(/warning: .*no terminal/);
    terminal.type('echo "in-$((1 + 1)) $(test -t 0 || echo without)"\n');
    await terminal.shows(/in-2 without/);
    terminal.type('exit 3\n');
    expect(await terminal.status).toBe(3);
    expect(await bed.rules()).toEqual([]);
  });
});
