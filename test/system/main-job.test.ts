import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, portcullis } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

const drawn = sampledIt('gates', 50);

async function withBed(options: BedOptions): Promise<Bed> {
  const bed = watched(await startBed(options));
  onTestFinished(() => bed.stop());
  return bed;
}

const command = ['--run', 'id -un', '--accept-new', '--json'];

/** Connects, runs a command, and looks into the firewall before, during and after. */
async function wholeLoop(bed: Bed, knock: Parameters<typeof gateProfile>[2], more: object = {}): Promise<void> {
  const person = createPerson();
  const profile = gateProfile(person, bed, knock, { ...more });
  expect(await bed.rules()).toEqual([]);
  const result = await portcullis(person, ['connect', profile, ...command]);
  expect(result.stdout, result.stderr).toBe(`${bed.users.key}\n`);
  expect(result.status, result.stderr).toBe(0);
  const names = result.events.map(({ event }) => event);
  for (const event of ['resolved', 'sent', 'dialled', 'open', 'ready', 'ended', 'shut']) expect(names).toContain(event);
  expect(await bed.rules()).toEqual([]);
}

describe("the tutorial's server", () => {
  it('knockd with tcpflags syn and seq_timeout 15 behind a firewall that drops', async () => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const doors = doorPair(open, close).map((door) => ({ ...door, seqTimeoutS: 15 }));
    const bed = await withBed({ firewall: 'drop', doors });
    await wholeLoop(bed, { open, close, seqTimeoutS: 15 });
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
    // Of the dials only the session's own reached sshd; a look after the closing comes later, if it finds the gate open.
    const [beforeLogin = ''] = bed.sshd.log().split('Accepted publickey');
    expect(beforeLogin.match(/Connection from/g)).toHaveLength(1);
  });

  it('firewalld with rich rules', async () => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const bed = await withBed({ firewall: 'firewalld', doors: doorPair(open, close) });
    await wholeLoop(bed, { open, close });
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });

  drawn.each(['tcp-reset', 'icmp'] as const)('a firewall that rejects with %s', async (firewall) => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const bed = await withBed({ firewall, doors: doorPair(open, close) });
    await wholeLoop(bed, { open, close });
  });

  drawn.each([
    ['UDP', ['udp', 'udp', 'udp']],
    ['mixed protocols', ['udp', 'tcp', 'udp']],
  ] as const)('%s', async (_, protocols) => {
    const [open, close] = [drawSecretSequence(...protocols), drawSecretSequence(...protocols)];
    const bed = await withBed({ doors: doorPair(open, close) });
    await wholeLoop(bed, { open, close });
  });

  drawn.each(['ipv6', 'auto'] as const)('IPv6 (family %s)', async (family) => {
    const [open, close] = [drawSecretSequence('tcp', 'udp', 'tcp'), drawSecretSequence('udp', 'tcp', 'tcp')];
    const bed = await withBed({ doors: doorPair(open, close) });
    const host = family === 'auto' ? bed.gate.ipv6 : bed.names.both;
    await wholeLoop(bed, { open, close, family }, { host });
  });

  drawn.each([
    ['IPv4', 'ip6 daddr', 'ipv4'],
    ['IPv6', 'ip daddr', 'ipv6'],
  ] as const)('both families, of which only %s passes', async (_, lost, passes) => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const bed = await withBed({ doors: doorPair(open, close) });
    await bed.path.lose(`${lost} ${lost === 'ip daddr' ? bed.gate.ipv4 : bed.gate.ipv6}`);
    const person = createPerson();
    const profile = gateProfile(person, bed, { open, close, family: 'both' }, { host: bed.names.both });
    const result = await portcullis(person, ['connect', profile, ...command]);
    await bed.path.restore();
    expect(result.stdout, result.stderr).toBe(`${bed.users.key}\n`);
    expect(result.events.filter(({ event }) => event === 'resolved')).not.toHaveLength(0);
    expect(result.events.find(({ event }) => event === 'open')).toMatchObject({
      address: bed.gate[passes],
      over: passes === 'ipv4' ? 'IPv4' : 'IPv6',
    });
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
    expect(await bed.rules()).toEqual([]);
  });

  it('the chain of -m recent, without a daemon', async () => {
    const open = drawSecretSequence();
    const bed = await withBed({ firewall: { kind: 'recent', sequence: open } });
    const person = createPerson();
    const profile = gateProfile(person, bed, { open, gate: 'one-connection' });
    const result = await portcullis(person, ['connect', profile, ...command]);
    expect(result.stdout, result.stderr).toBe(`${bed.users.key}\n`);
    expect(result.status).toBe(0);
    expect(await bed.rules()).toEqual([]);
    expect(result.events.filter(({ event }) => event === 'dialled')).toHaveLength(1);
    const checked = await portcullis(person, ['check', profile]);
    expect(checked.status, checked.stderr).toBe(0);
    expect(checked.stderr).toContain('let one connection in');
  });

  it('sets of nftables that forget by themselves', async () => {
    const open = drawSecretSequence();
    const bed = await withBed({ firewall: { kind: 'nft', sequence: open, opensForS: 3 } });
    const person = createPerson();
    const profile = gateProfile(person, bed, { open, gate: 'timed', opensForS: 3 });
    const result = await portcullis(person, ['connect', profile, ...command]);
    expect(result.stdout, result.stderr).toBe(`${bed.users.key}\n`);
    expect(result.status).toBe(0);
  });
});

describe('a gate that is not as expected', () => {
  it('is left as it was found when it was open before', async () => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const bed = await withBed({ doors: doorPair(open, close) });
    await bed.onGate('iptables', '-I', 'INPUT', '-s', bed.client.ipv4, '-p', 'tcp', '--dport', '22', '-j', 'ACCEPT');
    const person = createPerson();
    const result = await portcullis(person, ['connect', gateProfile(person, bed, { open, close }), ...command]);
    expect(result.status, result.stderr).toBe(0);
    expect(bed.knockd.openings()).toEqual({});
    expect(await bed.rules()).toHaveLength(1);
  });

  it('that never opens is told with its likely causes, and exits with 255', async () => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const bed = await withBed({ doors: doorPair(drawSecretSequence(), drawSecretSequence()) });
    const person = createPerson();
    const result = await portcullis(person, ['connect', gateProfile(person, bed, { open, close }), ...command]);
    expect(result.status).toBe(255);
    expect(result.events.at(-1)).toMatchObject({ event: 'failed', code: 'gate-stayed-shut' });
  });

  it('whose first opening was lost on the way opens by the second', async () => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const bed = await withBed({ doors: doorPair(open, close) });
    const person = createPerson();
    const last = open.split(',').at(-1);
    const profile = gateProfile(person, bed, { open, close });
    expect((await portcullis(person, ['connect', profile, ...command])).status).toBe(0);
    // The first packet to that port is lost, the others come through.
    await bed.path.lose(`tcp dport ${last} numgen inc mod 1000000 < 1`);
    const result = await portcullis(person, ['connect', profile, ...command]);
    await bed.path.restore();
    expect(result.status, result.stderr).toBe(0);
    expect(result.events.filter(({ purpose }) => purpose === 'flush')).toHaveLength(2);
    expect(bed.knockd.openings()).toEqual({ open: 2, close: 2 });
    expect(await bed.rules()).toEqual([]);
  });

  it('that stays open after the closing is told, with 254', async () => {
    const [open, close] = [drawSecretSequence(), drawSecretSequence()];
    const doors = doorPair(open, close).filter(({ name }) => name === 'open');
    const bed = await withBed({ doors });
    const person = createPerson();
    const profile = gateProfile(person, bed, { open, close });
    const first = await portcullis(person, ['connect', profile, '--run', 'true', '--accept-new']);
    expect(first.status).toBe(254);
    expect(first.stderr).toContain('still open: port 22 answers after');
    await knowGate(person, profile);
    const second = await portcullis(person, ['close', profile]);
    expect(second.status).toBe(255);
    expect(second.stderr).toContain('answers after 8 closings');
  });
});
