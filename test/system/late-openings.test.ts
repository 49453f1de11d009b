import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { portcullis, type Result, startPortcullis } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { connect, expectShutAfterOneMore, looksAtMs, type SlowGate, slowGate } from './slow-gate.ts';

/** Expects that a command has said so where an opening may come late, and that after one more there is no rule. */
async function expectShutInTheEnd(gate: SlowGate, { status, stderr }: Result): Promise<void> {
  if (looksAtMs(gate).length > 0) {
    expect([status, stderr]).toEqual([254, expect.stringMatching(/looked at again (at|until) \d/)]);
  } else expect(await gate.bed.rules(), stderr).toEqual([]);
  await expectShutAfterOneMore(gate, stderr);
}

const drawn = sampledIt('late-openings', 35);

const ways = {
  'a short session': connect,
  'having been held by hand': async ({ person, profile }: SlowGate) => {
    const opened = await portcullis(person, ['open', profile]);
    expect(opened.status, opened.stderr).toBe(0);
    return portcullis(person, ['close', profile]);
  },
  'a check': ({ person, profile }: SlowGate) => portcullis(person, ['check', profile]),
};

drawn.each(Object.entries(ways))(
  'a gate whose opening takes 1.5 s, and was quick before, is shut after %s',
  { timeout: 120_000 },
  async (name, way) => {
    const gate = await slowGate(1.5, 'seen open when it was quick');
    await expectShutInTheEnd(gate, await way(gate));
    if (name !== 'a short session') return;
    const { open: before = 0 } = gate.bed.knockd.openings();
    await expectShutInTheEnd(gate, await way(gate));
    expect(gate.bed.knockd.openings()['open']).toBe(before + 1);
  },
);

it('one of which nothing is known is shut after a short session', { timeout: 120_000 }, async () => {
  const gate = await slowGate(1.5, 'never seen open');
  await expectShutInTheEnd(gate, await connect(gate));
});

it('one that takes 4 s, and is known to, is knocked once and shut', { timeout: 60_000 }, async () => {
  const gate = await slowGate(4, 'known to be slow');
  await expectShutInTheEnd(gate, await connect(gate));
  expect(gate.bed.knockd.openings()).toEqual({ open: 1, close: 1 });
});

drawn.each([
  ['SIGINT', 'never seen open'],
  ['SIGTERM', 'known to be slow'],
  ['SIGHUP', 'known to be slow'],
] as const)('%s while an opening is on its way, at a gate that was %s', { timeout: 90_000 }, async (signal, before) => {
  const gate = await slowGate(2, before);
  const running = startPortcullis(gate.person, ['connect', gate.profile, '--run', 'true', '--json']);
  await running.wrote(/"purpose":"open","step":3/);
  await pause(300);
  running.child.kill(signal);
  const { stderr } = await running.done;
  if (looksAtMs(gate).length > 0) expect(stderr).toContain('may still be on its way');
  else expect(await gate.bed.rules(), stderr).toEqual([]);
  await expectShutAfterOneMore(gate, stderr);
});
