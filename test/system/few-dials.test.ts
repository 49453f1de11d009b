import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { portcullis } from '../support/command-line.ts';
import { gateProfile } from './gate-profile.ts';
import {
  connectionsOf,
  expectNoRules,
  getIn,
  type LimitedGate,
  limitedGate,
  listedAt,
  passMinute,
} from './limited-gate.ts';

const fewProfile = ({ bed, person, knock }: LimitedGate) =>
  gateProfile(person, bed, { ...knock, dials: 'few' }, { version: 2 });

/** Any command looks at what is owed; this one has no gate of its own. */
const nextCommand = ({ bed, person }: LimitedGate) => portcullis(person, ['knock', bed.gate.ipv4, '9']);

const owedOf = ({ person }: LimitedGate) => readdirSync(join(person.dataFolder, 'gates'));

/** The look a minute later shuts what is open; and the one after that has nothing left to do. */
async function expectShutByLook(gate: LimitedGate): Promise<void> {
  await passMinute(gate);
  const looked = await nextCommand(gate);
  await expectNoRules(gate.bed, looked.stderr);
  await passMinute(gate);
  await nextCommand(gate);
  expect(owedOf(gate)).toEqual([]);
}

describe('with few dials', { timeout: 90_000 }, () => {
  it.each([
    ['ufw', 0],
    ['recent', 0],
    ['hashlimit', 0],
    ['connlimit', 0],
    // By hand the third within ten seconds is banned too.
    ['ban', 5500],
    ['mikrotik', 0],
  ] as const)(
    'three cycles in a row below %s get in, and the look a minute later is one more',
    async (limit, apartMs) => {
      const gate = await limitedGate(limit);
      const profile = fewProfile(gate);
      for (let cycle = 0; cycle < 3; cycle += 1) {
        const nextAt = performance.now() + apartMs;
        const saysWhen = async () => expect(await getIn(gate, profile)).toMatch(/looked at again at \d\d:\d\d:\d\d/);
        expect(await connectionsOf(gate.bed, saysWhen)).toBe(1);
        if (cycle < 2) await pause(Math.max(0, nextAt - performance.now()));
      }
      const early = await connectionsOf(gate.bed, () => nextCommand(gate));
      expect(early).toBe(0);
      if (limit === 'ban' || limit === 'mikrotik') expect(await listedAt(gate, 'banned')).toBe('');
      await passMinute(gate);
      expect(await connectionsOf(gate.bed, () => nextCommand(gate))).toBe(1);
      expect(await gate.bed.rules()).toEqual([]);
      expect(owedOf(gate)).toEqual([]);
    },
  );

  it('the look a minute later shuts what a lost closing has left open', async () => {
    const gate = await limitedGate('recent');
    const profile = fewProfile(gate);
    // A daemon without the closing's door hears as little of it as one whose packets were lost.
    await gate.bed.knockd.restart(gate.doors.filter(({ action }) => action === 'open'));
    const connected = await portcullis(gate.person, ['connect', profile, '--run', 'true', '--accept-new']);
    expect([connected.status, connected.stderr]).toEqual([0, expect.stringContaining('looked at again at')]);
    expect(await gate.bed.rules()).toHaveLength(1);
    await gate.bed.knockd.restart(gate.doors);
    await expectShutByLook(gate);
  });

  it('what a limit of connections has kept out is shut by the look a minute later', async () => {
    const gate = await limitedGate('recent');
    const profile = fewProfile(gate);
    for (let dial = 0; dial < 3; dial += 1) await gate.bed.answers(22, gate.bed.gate.ipv4, 100);
    const { status, stderr } = await portcullis(gate.person, ['connect', profile, '--run', 'true', '--accept-new']);
    expect([status, stderr]).toEqual([255, expect.stringContaining('did not open')]);
    expect((await gate.bed.rules()).length).toBeGreaterThan(0);
    await expectShutByLook(gate);
  });
});

it('without them the first attempt that fails names the limit, its count, and what to do', {
  timeout: 90_000,
}, async () => {
  const gate = await limitedGate('recent');
  const profile = gateProfile(gate.person, gate.bed, { ...gate.knock, deadlineS: 3 });
  let failed: string | undefined;
  for (let cycle = 0; cycle < 3 && failed === undefined; cycle += 1) {
    const { status, stderr } = await portcullis(gate.person, ['connect', profile, '--run', 'true', '--accept-new']);
    if (status === 255) failed = stderr;
  }
  expect(failed).toMatch(/Likely causes.*\n {2}1\. The firewall limits new connections: \d+ were tried to port 22/);
  expect(failed).toContain('"dials": "few"');
});

it('check proposes them where it is kept out by a limit', { timeout: 90_000 }, async () => {
  const gate = await limitedGate('recent');
  const profile = gateProfile(gate.person, gate.bed, { ...gate.knock, deadlineS: 3 });
  const first = await portcullis(gate.person, ['check', profile]);
  const second = await portcullis(gate.person, ['check', profile]);
  expect(second.stderr, first.stderr).toMatch(/The gate stays shut/);
  expect(second.stderr).toMatch(/1\. The firewall limits new connections: \d+ were tried[\s\S]*"dials": "few"/);
});
