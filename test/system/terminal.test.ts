import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPerson, type Person } from '../support/command-line.ts';
import { type GateBed, startGateBed } from './gate-bed.ts';
import { gateProfile } from './gate-profile.ts';
import { runOnTerminal } from './run-on-terminal.ts';

let bed: GateBed;
let person: Person;

beforeEach(async () => {
  bed = await startGateBed();
  person = createPerson();
});
afterEach(() => bed.stop());

const onTerminal = (profile: string) => runOnTerminal(person, profile);

describe('on a terminal', () => {
  it('an unknown host key and a password are asked for, the shell works, and exit shuts the gate', async () => {
    const auth = { kind: 'password' };
    const terminal = onTerminal(gateProfile(person, bed, bed.knock, { user: bed.users.password, auth }));
    await terminal.shows(/SHA256:[\s\S]*Trust this key/);
    terminal.type('yes\r');
    await terminal.shows(/password: /);
    terminal.type('wrong\r');
    await terminal.shows(/That was wrong[\s\S]*password: /);
    terminal.type(`${bed.secrets.password}\r`);
    await terminal.shows(/logged in[\s\S]*\$ $/);
    terminal.type('echo "user=$(id -un) tty=$(test -t 0 && echo yes)"; exit 3\r');
    await terminal.shows(new RegExp(`user=${bed.users.password} tty=yes`));
    expect(await terminal.status).toBe(3);
    expect(terminal.screen()).toContain('the gate is shut');
    expect(terminal.screen()).not.toContain(bed.secrets.password);
    expect(await bed.rules()).toEqual([]);
  });

  it('Ctrl-C in the shell is the server’s, and ~. ends the session', async () => {
    const terminal = onTerminal(gateProfile(person, bed, bed.knock));
    await terminal.shows(/Trust this key/);
    terminal.type('yes\r');
    await terminal.shows(/logged in[\s\S]*\$ $/);
    terminal.type("trap 'echo caught' INT; echo ready-$((1 + 1)); sleep 100\r");
    await terminal.shows(/ready-2/);
    terminal.type('\u0003');
    await terminal.shows(/caught/);
    expect(await bed.rules()).toHaveLength(1);
    terminal.type('\r~.');
    expect(await terminal.status).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });

  it.each([
    ['while knocking', /knock 1 of 3/],
    ['at a prompt', /Trust this key/],
  ])('Ctrl-C %s cancels', async (when, pattern) => {
    const delayMs = when === 'while knocking' ? 2000 : 20;
    const terminal = onTerminal(gateProfile(person, bed, { ...bed.knock, delayMs }));
    await terminal.shows(pattern);
    terminal.type('\u0003');
    expect(await terminal.status).toBe(130);
    expect(terminal.screen()).toContain('Cancelled');
    expect(await bed.rules()).toEqual([]);
  });
});
