import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sampledIt } from '../support/sampled-it.ts';
import { client, gate } from './bed/addresses.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { run } from './bed/commands.ts';
import { doorPair } from './bed/doors.ts';
import { drawPorts, drawSequence } from './bed/ports.ts';
import { stockKnock, stockSsh } from './bed/stock-tools.ts';
import { waitFor } from './bed/wait.ts';

const drawn = sampledIt('gates', 50);

async function bedForTest(options: BedOptions): Promise<Bed> {
  const bed = await startBed(options);
  onTestFinished(() => bed.stop());
  return bed;
}

const ruleCount = async (bed: Bed, count: number): Promise<boolean> => (await bed.rules()).length === count;

describe.each(drawn.rowsOf(['drop', 'tcp-reset', 'icmp', 'firewalld'] as const))('behind %s', (firewall) => {
  test('a stock knock opens, ssh logs in, and a closing knock shuts', async () => {
    const [open, close] = [drawSequence(), drawSequence()];
    const bed = await bedForTest({ firewall, doors: doorPair(open, close) });
    expect(await bed.answers()).toBe(false);
    await stockKnock(gate.ipv4, open);
    await waitFor('the rule', () => ruleCount(bed, 1));
    expect(await stockSsh(bed, bed.users.key, 'echo $SSH_CONNECTION', { key: bed.keys.plain })).toMatch(
      new RegExp(`^${client.ipv4} \\d+ ${gate.ipv4} 22\n$`),
    );
    await stockKnock(gate.ipv4, close);
    await waitFor('the end of the rule', () => ruleCount(bed, 0));
    expect(await bed.answers()).toBe(false);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });
});

drawn.each(['drop', 'tcp-reset', 'icmp'] as const)(
  'a knock over IPv6 opens for IPv6 alone, behind %s',
  async (firewall) => {
    const [open, close] = [drawSequence('udp', 'tcp', 'udp'), drawSequence('tcp', 'udp')];
    const bed = await bedForTest({ firewall, doors: doorPair(open, close) });
    await stockKnock(gate.ipv6, open);
    await waitFor('the rule', () => ruleCount(bed, 1));
    expect(await bed.answers(22, gate.ipv6)).toBe(true);
    expect(await bed.answers(22, gate.ipv4)).toBe(false);
    await stockKnock(gate.ipv6, close);
    await waitFor('the end of the rule', () => ruleCount(bed, 0));
  },
);

test('doors of UDP, of mixed protocols, for other ports, and that close themselves', async () => {
  const [port = 0] = drawPorts(1);
  const udp = drawSequence('udp', 'udp', 'udp');
  const mixed = drawSequence('tcp', 'udp', 'tcp');
  const once = [drawSequence(), drawSequence()];
  const bed = await bedForTest({
    sshd: { ports: [22, port] },
    doors: [
      { name: 'udp', sequence: udp, action: 'open', port },
      { name: 'mixed', sequence: mixed, action: 'open', closesAfterS: 1 },
      { name: 'once', sequence: once, action: 'open', port },
    ],
  });
  await stockKnock(gate.ipv4, udp);
  await waitFor('the port', () => bed.answers(port));
  await stockKnock(gate.ipv4, mixed);
  await waitFor('the rule', () => ruleCount(bed, 1));
  await waitFor('the end of the rule', () => ruleCount(bed, 0));
  await stockKnock(gate.ipv4, once[0] ?? '');
  await waitFor('the second rule', async () => (await bed.rules(port)).length === 2);
  expect(bed.knockd.openings()).toEqual({ udp: 1, mixed: 1, once: 1 });
});

test('knockd stops, and starts anew with other doors, here as text', async () => {
  const [open, close, other] = [drawSequence(), drawSequence(), drawSequence()];
  const bed = await bedForTest({ doors: doorPair(open, close) });
  await bed.knockd.stop();
  await stockKnock(gate.ipv4, open);
  await bed.knockd.restart(`[text]\n  Sequence = ${other}\n  TCPFlags = syn\n  Command = echo came-%IP%\n`);
  await stockKnock(gate.ipv4, other);
  await waitFor('the command', () => bed.knockd.log().includes(`came-${client.ipv4}`));
  expect(bed.knockd.openings()).toEqual({ text: 1 });
});

test('nothing outlives a bed, and the next one starts clean', async () => {
  const sequence = drawSequence();
  const doors = [{ name: 'timed', sequence, action: 'open', closesAfterS: 60 }] as const;
  const first = await bedForTest({ doors });
  const capture = await first.capture('tcp');
  await stockKnock(gate.ipv4, sequence);
  await waitFor('the rule', () => ruleCount(first, 1));
  expect(capture.packets().length).toBeGreaterThanOrEqual(3);
  await expect(startBed()).rejects.toThrow('has not been stopped');
  await first.stop();
  const running = (await run('ps', ['-eo', 'comm='])).split('\n');
  expect(running.filter((name) => /^(knockd|sshd|tcpdump)\b/.test(name))).toEqual([]);
  const second = await bedForTest({ doors });
  expect(await second.rules()).toEqual([]);
  expect(second.knockd.openings()).toEqual({});
});

test('iptables alone: one sequence buys one connection', async () => {
  const sequence = drawSequence('tcp', 'udp', 'tcp');
  const bed = await bedForTest({ firewall: { kind: 'recent', sequence } });
  expect(await bed.answers()).toBe(false);
  await stockKnock(gate.ipv4, sequence);
  expect(await bed.rules()).toHaveLength(1);
  expect(await bed.answers()).toBe(true);
  expect(await bed.answers()).toBe(false);
});

test('nft alone: a sequence opens for some time', async () => {
  const sequence = drawSequence('tcp', 'udp', 'tcp');
  const bed = await bedForTest({ firewall: { kind: 'nft', sequence, opensForS: 1 } });
  expect(await bed.answers()).toBe(false);
  await stockKnock(gate.ipv4, sequence);
  expect([await bed.answers(), await bed.answers()]).toEqual([true, true]);
  await waitFor('the end of the entry', () => ruleCount(bed, 0));
  expect(await bed.answers()).toBe(false);
});

test('every user logs in the way that he is named for', async () => {
  const bed = await bedForTest({ firewall: 'none' });
  const { users, keys } = bed;
  const whoami = async (user: string, key?: string): Promise<string> =>
    (await stockSsh(bed, user, 'id -un', key === undefined ? {} : { key })).trim();
  expect(await whoami(users.password)).toBe(users.password);
  expect(await whoami(users.code)).toBe(users.code);
  for (const key of [keys.plain, keys.encrypted, keys.pemEncrypted, keys.pemRsa]) {
    expect(await whoami(users.key, key)).toBe(users.key);
  }
  expect(await whoami(users.keyAndCode, keys.plain)).toBe(users.keyAndCode);
  await expect(whoami(users.key)).rejects.toThrow(/Permission denied \(publickey\)/);
  await expect(whoami(users.keyAndCode)).rejects.toThrow(/Permission denied/);
  await expect(whoami(users.key, keys.unknown)).rejects.toThrow(/Permission denied/);
  expect(await bed.totp()).toMatch(/^\d{6}$/);
  for (const secret of Object.values(bed.secrets)) expect(bed.sshd.log()).not.toContain(secret);
});

test('sshd shows other host keys, ends sessions, and stops', async () => {
  const bed = await bedForTest({ firewall: 'none', sshd: { settings: ['PasswordAuthentication no'] } });
  const shown = async (): Promise<string> => await bed.onGate('ssh-keyscan', '-t', 'ed25519', gate.ipv4);
  const before = bed.sshd.hostKey('ed25519');
  expect(await shown()).toContain(before);
  const socket = connect(22, gate.ipv4);
  await once(socket, 'data');
  await bed.sshd.restart({ hostKeys: 'other' });
  expect(socket.readyState).toBe('open');
  expect(bed.sshd.hostKey('ed25519')).not.toBe(before);
  expect(await shown()).toContain(bed.sshd.hostKey('ed25519'));
  const closed = once(socket, 'close');
  await bed.sshd.endSessions();
  await closed;
  await bed.sshd.stop();
  expect(await bed.answers()).toBe(false);
});

test('a capture has every packet, in order, also right before its end', async () => {
  const bed = await bedForTest({ firewall: 'drop' });
  const capture = await bed.capture(`dst host ${gate.ipv4} or dst host ${gate.ipv6}`);
  const ports = drawPorts(50);
  for (const port of ports) {
    const socket = connect(port, gate.ipv4);
    socket.on('error', () => undefined);
    setImmediate(() => socket.destroy());
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [port = 0] = drawPorts(1);
  const datagram = createSocket('udp6');
  await new Promise((resolve) => datagram.send(Buffer.of(7), port, gate.ipv6, resolve));
  datagram.close();
  const packets = await capture.stop();
  expect(packets.map(({ toPort }) => toPort)).toEqual([...ports, port]);
  expect(packets[0]).toMatchObject({ protocol: 'tcp', flags: 'S', from: client.ipv4, to: gate.ipv4 });
  expect(packets.at(-1)).toMatchObject({ protocol: 'udp', from: client.ipv6, payload: Buffer.of(7) });
});

test('a cut path loses everything silently, and keeps connections', async () => {
  const bed = await bedForTest({ firewall: 'none' });
  const socket = connect(22, gate.ipv4);
  await once(socket, 'data');
  const capture = await bed.capture(`src host ${client.ipv4}`);
  await bed.path.cut();
  socket.write('SSH-2.0-test\r\n');
  expect(await bed.answers()).toBe(false);
  expect(await capture.stop()).toEqual([]);
  await bed.path.restore();
  await once(socket, 'data');
  socket.destroy();
  const [lost = 0, kept = 0] = drawPorts(2);
  const other = await bed.capture('tcp[tcpflags] & tcp-syn != 0');
  await bed.path.lose(`tcp dport ${lost}`);
  for (const port of [lost, kept]) await bed.answers(port);
  expect((await other.stop()).map(({ toPort }) => toPort)).toEqual([kept]);
});

test('names, and the private files behind them', async () => {
  const bed = await bedForTest({ firewall: 'none' });
  const addresses = async (name: string): Promise<string[]> =>
    (await lookup(name, { all: true })).map(({ address }) => address).sort();
  expect(await addresses(bed.names.ipv4)).toEqual([gate.ipv4]);
  expect(await addresses(bed.names.both)).toEqual([gate.ipv4, gate.ipv6]);
  expect(await addresses(bed.names.ipv6)).toEqual([gate.ipv6]);
});
