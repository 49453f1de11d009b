import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, type Person, portcullis, startPortcullis } from '../support/command-line.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { type Door, doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

interface UnusualGate {
  readonly bed: Bed;
  readonly person: Person;
  readonly profile: string;
}

interface Unusual {
  readonly steps?: number;
  /** Of both doors. */
  readonly door?: Partial<Door>;
  /** Of the profile's knocking, without a pace of its own. */
  readonly knock?: { readonly [field: string]: unknown };
  readonly more?: { readonly [field: string]: unknown };
}

async function unusualGate({ steps = 3, door, knock, more }: Unusual): Promise<UnusualGate> {
  const draw = () => drawSecretSequence(...Array.from({ length: steps }, () => 'tcp' as const));
  const sequences = { open: draw(), close: draw() };
  const doors = doorPair(sequences.open, sequences.close).map((each) => ({ ...each, ...door }));
  const bed = watched(await startBed({ doors }));
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const profile = gateProfile(person, bed, { ...sequences, delayMs: undefined, deadlineS: 15, ...knock }, more);
  return { bed, person, profile };
}

const startConnect = ({ person, profile }: UnusualGate) =>
  startPortcullis(person, ['connect', profile, '--run', 'true', '--accept-new', '--json']);

describe('a gate behind which nothing listens', { timeout: 60_000 }, () => {
  it.each(['never seen open', 'seen open before'])(
    'is knocked twice at most, and shut, when it was %s',
    async (before) => {
      const gate = await unusualGate({});
      if (before === 'seen open before') await knowGate(gate.person, gate.profile);
      await gate.bed.sshd.stop();
      const { status, events, stderr } = await startConnect(gate).done;
      expect(status, stderr).toBe(255);
      expect(events).toContainEqual(expect.objectContaining({ event: 'failed', code: 'nothing-listens' }));
      expect(gate.bed.knockd.openings()['open']).toBeLessThanOrEqual(2);
      expect(await gate.bed.rules(), stderr).toEqual([]);
    },
  );
});

it('a door for IPv4 alone is opened although the name has an IPv6 address first', { timeout: 60_000 }, async () => {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  const doors = doorPair(open, close).map((door) => ({
    ...door,
    commands: {
      ipv4: `iptables ${door.action === 'open' ? '-I' : '-D'} INPUT -s %IP% -p tcp --dport 22 -j ACCEPT`,
      ipv6: 'false',
    },
  }));
  const bed = watched(await startBed({ doors }));
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const knock = { open, close, deadlineS: 15, family: 'auto' };
  const profile = gateProfile(person, bed, knock, { host: bed.names.both });
  const connected = await portcullis(person, ['connect', profile, '--run', 'echo in', '--accept-new', '--json']);
  expect(connected.stdout, connected.stderr).toBe('in\n');
  expect(connected.events.find(({ event }) => event === 'resolved')?.['family']).toBe(6);
  expect(await bed.rules(), connected.stderr).toEqual([]);
});

it('twenty steps that the server forgets after 2 s are knocked faster, and shut', { timeout: 60_000 }, async () => {
  const gate = await unusualGate({ steps: 20, door: { seqTimeoutS: 2 } });
  const { status, stderr } = await startConnect(gate).done;
  expect([0, 254], stderr).toContain(status);
  await portcullis(gate.person, ['knock', gate.bed.gate.ipv4, '9']);
  expect(gate.bed.knockd.openings()['open'], stderr).toBe(1);
  expect(await gate.bed.rules(), stderr).toEqual([]);
});

it('three steps that the server forgets after 1 s are shut as they were opened', { timeout: 60_000 }, async () => {
  const gate = await unusualGate({ door: { seqTimeoutS: 1 }, knock: { seqTimeoutS: 1 } });
  await knowGate(gate.person, gate.profile, [], { paceMs: 100 });
  for (let cycle = 0; cycle < 5; cycle += 1) {
    const { status, stderr } = await startConnect(gate).done;
    expect(status, stderr).toBe(0);
    expect(await gate.bed.rules(), stderr).toEqual([]);
  }
  expect(gate.bed.knockd.openings()['open']).toBe(5);
});
