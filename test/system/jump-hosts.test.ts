import { afterEach, describe, expect, it } from 'vitest';
import { createPerson, type Person, portcullis, writeProfile } from '../support/command-line.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, watched } from './gate-profile.ts';

let bed: Bed;
let person: Person;
afterEach(() => bed.stop());

type Protocols = readonly ('tcp' | 'udp')[];

interface Inside {
  readonly protocols?: Protocols;
  readonly knock?: object;
  readonly profile?: object;
  readonly gate?: BedOptions['sshd'];
  readonly firewall?: NonNullable<BedOptions['inner']>['firewall'];
}

/** A bed with two gates, and profiles for both. @returns the inner profile's path, and the inner sequences */
async function setUp({ protocols = ['tcp', 'tcp', 'tcp'], knock, profile, gate, firewall }: Inside = {}) {
  const outer = [drawSecretSequence(), drawSecretSequence()] as const;
  const inner = [drawSecretSequence(...protocols), drawSecretSequence(...protocols)] as const;
  bed = watched(
    await startBed({
      doors: doorPair(...outer),
      ...(gate && { sshd: gate }),
      inner: { doors: doorPair(...inner), ...(firewall && { firewall }) },
    }),
  );
  person = createPerson();
  const login = { user: bed.users.key, auth: { kind: 'key', path: bed.keys.plain } };
  const [open, close] = outer;
  writeProfile(person, 'bastion', { host: bed.gate.ipv4, ...login, knock: { open, close, delayMs: 20 } });
  const path = writeProfile(person, 'inside', {
    host: bed.inner.address.ipv4,
    via: 'bastion',
    ...login,
    ...profile,
    knock: { open: inner[0], close: inner[1], delayMs: 20, ...knock },
  });
  return { path, inner };
}

const command = ['--run', 'hostname -I 2>/dev/null; id -un', '--accept-new', '--json'];

async function nothingIsOpen(): Promise<void> {
  expect(await bed.inner.rules()).toEqual([]);
  expect(await bed.rules()).toEqual([]);
}

describe('a host behind a jump host', () => {
  it.each([
    ['TCP', ['tcp', 'tcp', 'tcp']],
    ['UDP', ['udp', 'udp', 'udp']],
  ] as const)('%s inside', async (_, protocols) => {
    const { path } = await setUp({ protocols });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status, result.stderr).toBe(0);
    expect(result.stdout).toContain(bed.users.key);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
    expect(bed.inner.knockd.openings()).toEqual({ open: 1, close: 1 });
    await nothingIsOpen();
    if (process.env['JUMP_SHOW']) console.log(result.stderr, bed.inner.sshd.log());
  });
});
