import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatSequence } from '../../../electron/shared/sequence.ts';
import { createPerson, portcullis, writeProfile } from '../../support/command-line.ts';
import { mustNotLeak } from '../../support/leftovers.ts';
import { listenTcp, listenUdp } from '../../support/loopback.ts';
import { startWatchedGate } from '../practice/visitor.ts';

const slow = { timeout: 60_000 };

describe('wrong usage', () => {
  it.each([[['conect']], [['open']], [['connect', 'a', 'b']], [['knock', '127.0.0.1']], [['connect', '--rum']]])(
    '%j ends with 2 and one line',
    slow,
    async (args) => {
      const person = createPerson();
      const { status, stdout, stderr } = await portcullis(person, args);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^portcullis: [^\n]+\n$/);
      expect(existsSync(person.dataFolder)).toBe(false);
    },
  );

  it('a sequence that cannot be read is one too, and is not repeated', slow, async () => {
    const { status, stderr } = await portcullis(createPerson(), ['knock', '127.0.0.1', '70001']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^portcullis: [^\n]+\n$/);
    expect(stderr).not.toContain('70001');
  });
});

describe('a profile', () => {
  it.each(['connect', 'open', 'close', 'check'])('that is not there ends %s with 255', slow, async (command) => {
    const person = createPerson();
    const { status, stdout, stderr } = await portcullis(person, [command, join(person.documents, 'none.json')]);
    expect([status, stdout]).toEqual([255, '']);
    expect(stderr).toContain('none.json cannot be read: it is not there.');
  });

  it('that cannot be used is told as an event with --json', slow, async () => {
    const person = createPerson();
    const profile = writeProfile(person, 'web', { host: 'not a host', knock: { open: '1' } });
    const { status, stderr, events } = await portcullis(person, ['connect', profile, '--json']);
    expect(status).toBe(255);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(events).toMatchObject([{ event: 'failed', code: 'profile-invalid' }]);
  });
});

describe('knock', () => {
  it('sends each knock once and prints what knock(1) prints', slow, async () => {
    const [tcp, udp] = [await listenTcp(), await listenUdp()];
    const args = ['knock', '-v', '-d', '20', '127.0.0.1', `${tcp.port}`, `${udp.port}:udp`, `${tcp.port}:tcp`];
    const { status, stdout, stderr } = await portcullis(createPerson(), args);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `hitting tcp 127.0.0.1:${tcp.port}\nhitting udp 127.0.0.1:${udp.port}\nhitting tcp 127.0.0.1:${tcp.port}\n`,
    );
    await Promise.all([tcp.arrived(2), udp.arrived(1)]);
    expect([tcp.count(), udp.count()]).toEqual([2, 1]);
    expect(udp.datagrams).toEqual([Buffer.of(0)]);
  });

  it('is silent without -v, and knows -u', slow, async () => {
    const udp = await listenUdp();
    const { status, stdout, stderr } = await portcullis(createPerson(), ['knock', '-u', '127.0.0.1', `${udp.port}`]);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    await udp.arrived(1);
  });

  it('of a family that the address has not ends with 255', slow, async () => {
    const { status, stderr } = await portcullis(createPerson(), ['knock', '-6', '127.0.0.1', '9']);
    expect(status).toBe(255);
    expect(stderr).toContain('no IPv6 address');
  });
});

describe('open, check and close', () => {
  async function gateOf(person: ReturnType<typeof createPerson>) {
    const { gate } = await startWatchedGate();
    for (const steps of [gate.opening, gate.closing]) mustNotLeak({ ports: steps.map(({ port }) => port) });
    const knock = { open: formatSequence(gate.opening), close: formatSequence(gate.closing), delayMs: 20 };
    const { host } = gate.profile;
    return { gate, profile: writeProfile(person, 'web', { host, port: gate.port, user: gate.user, knock }) };
  }

  it('hold a gate by hand beyond the process, and shut it', slow, async () => {
    const person = createPerson();
    const { gate, profile } = await gateOf(person);
    const opened = await portcullis(person, ['open', profile]);
    expect(opened.status, opened.stderr).toBe(0);
    expect(opened.stderr).toContain('web is open, held by your hand');
    expect(gate.isOpen()).toBe(true);
    const checked = await portcullis(person, ['check', profile]);
    expect(gate.isOpen(), checked.stderr).toBe(true);
    const closed = await portcullis(person, ['close', profile]);
    expect(closed.status, closed.stderr).toBe(0);
    expect(closed.stderr).toContain('the gate is shut');
    expect(gate.isOpen()).toBe(false);
  });

  it('rehearse the whole way', slow, async () => {
    const person = createPerson();
    const { gate, profile } = await gateOf(person);
    const { status, stderr } = await portcullis(person, ['check', profile]);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('web: The gate works. It was shut, it opened, and it is shut again.');
    expect(gate.isOpen()).toBe(false);
  });

  it('strike a gate out without a knock', slow, async () => {
    const person = createPerson();
    const { gate, profile } = await gateOf(person);
    await portcullis(person, ['open', profile]);
    const first = await portcullis(person, ['close', '--forget', profile]);
    expect([first.status, first.stderr]).toEqual([0, 'web is struck out of the journal\n']);
    const second = await portcullis(person, ['close', '--forget', profile]);
    expect(second.stderr).toBe('the journal knows nothing of web\n');
    expect(gate.isOpen()).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('warn of a profile that others can read', slow, async () => {
    const person = createPerson();
    const { profile } = await gateOf(person);
    chmodSync(profile, 0o644);
    const { status, stderr } = await portcullis(person, ['close', '--forget', profile]);
    expect(status).toBe(0);
    expect(stderr).toContain(`chmod 600 ${profile}`);
  });
});
