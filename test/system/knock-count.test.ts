import { afterEach, describe, expect, it } from 'vitest';
import { sendSequence } from '../../electron/core/knock/knocker.ts';
import { parseSequence } from '../../electron/shared/sequence.ts';
import { proof } from '../support/proof.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { startOnGate } from './bed/commands.ts';
import { drawPorts } from './bed/ports.ts';

const { size } = proof('knock-count', { sample: 200, whole: 10_000, unit: 'knocks at each kind of firewall' });
const rounds = size / 4;

let bed: Bed;
afterEach(() => bed.stop());

/** Knocks at two TCP and two UDP ports in turn, and counts what reaches the gate's device for each. */
async function countKnocks(ports: readonly number[]): Promise<void> {
  const [tcp1, udp1, tcp2, udp2] = ports;
  const steps = parseSequence(`${tcp1} ${udp1}:udp ${tcp2} ${udp2}:udp`);
  const capture = await bed.capture(
    `dst host ${bed.gate.ipv4} and (${ports.map((port) => `port ${port}`).join(' or ')})`,
  );
  for (let round = 0; round < rounds; round += 1) {
    await sendSequence({ address: bed.gate.ipv4, family: 4, steps, delayMs: 0, udpPayload: Uint8Array.of(0) });
  }
  const packets = await capture.stop();
  const knocks = packets.filter(({ protocol, flags }) => protocol === 'udp' || flags === 'S');
  const order = knocks.map(({ toPort }) => toPort);
  expect(order).toEqual(Array.from({ length: rounds }, () => ports).flat());
  expect(knocks.filter(({ protocol }) => protocol === 'udp').every(({ payload }) => payload.equals(Buffer.of(0)))).toBe(
    true,
  );
}

describe('a step is one SYN or one datagram, in order, without delay', { timeout: 30_000 + size * 20 }, () => {
  it.each(['drop', 'tcp-reset', 'icmp'] as const)('at a firewall of kind %s', async (firewall) => {
    bed = await startBed({ firewall });
    await countKnocks(drawPorts(4));
  });

  it('at ports that listen', async () => {
    bed = await startBed({ firewall: 'none' });
    const ports = drawPorts(4);
    const listener = startOnGate(process.execPath, ['--eval', listening, ...ports.map(String)]);
    await listener.wrote(/ready/);
    await countKnocks(ports);
  });
});

/** Accepts TCP on all ports and takes datagrams on all. */
const listening = `
  const { createServer } = require('node:net');
  const dgram = require('node:dgram');
  const ports = process.argv.slice(1).map(Number);
  const tcp = ports.map((port) => new Promise((done) => createServer((s) => s.on('error', () => {}).resume()).listen(port, '0.0.0.0', done)));
  const udp = ports.map((port) => new Promise((done) => dgram.createSocket('udp4').bind(port, '0.0.0.0', done)));
  Promise.all([...tcp, ...udp]).then(() => console.log('ready'));
`;
