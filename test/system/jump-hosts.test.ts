import { describe, expect, it } from 'vitest';
import { portcullis, writeProfile } from '../support/command-line.ts';
import { drawSecretSequence } from './gate-profile.ts';
import { command, longCommand, onePacketEach, startJumpBed } from './jump-bed.ts';

describe('a host behind a jump host', () => {
  it('is looked up there, reached and left in order, its gate knocked once from there, TCP and UDP', async () => {
    const { bed, person, path, inner, rules, knocksInside } = await startJumpBed({
      protocols: ['udp', 'tcp', 'udp'],
      profile: { host: 'inner.test' },
    });
    const outside = await bed.capture(`dst host ${bed.gate.ipv4} and not port 22`);
    const inside = await knocksInside(async () => {
      const result = await portcullis(person, ['connect', path, ...longCommand]);
      expect(result.status, result.stderr).toBe(0);
      expect(result.stdout).toBe(`${bed.users.key}\n`);
      const legs = result.events.filter(({ event }) => event === 'leg' || event === 'shut');
      expect(legs.map(({ event, name, doing }) => (event === 'leg' ? `${doing} ${name}` : event))).toEqual([
        'opening bastion',
        'opening inside',
        'closing inside',
        'shut',
        'closing bastion',
        'shut',
      ]);
    });
    expect(inside.seen).toEqual(onePacketEach(inner));
    const outer = (await outside.stop()).map(({ atMs }) => atMs);
    expect(outer).toHaveLength(6);
    // Opened from the outside in, shut from the inside out.
    expect(outer[2]).toBeLessThan(inside.atMs[0] ?? 0);
    expect(outer[3]).toBeGreaterThan(inside.atMs.at(-1) ?? Number.POSITIVE_INFINITY);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
    expect(bed.inner.knockd.openings()).toEqual({ open: 1, close: 1 });
    expect(await rules()).toEqual([]);
  });

  it('that refuses is seen to shut', async () => {
    const { person, path, rules } = await startJumpBed({ firewall: 'tcp-reset' });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status, result.stderr).toBe(0);
    expect(result.events.filter(({ event }) => event === 'shut')).toHaveLength(2);
    expect(await rules(), result.stderr).toEqual([]);
  });
});

it('a way by two jump hosts is gone and left hop by hop', async () => {
  const { bed, person, path, rules } = await startJumpBed({ profile: { via: 'second' } });
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  // The gate's host once more, as it sees itself: nothing stands before that port.
  writeProfile(person, 'second', {
    ...{ host: '127.0.0.1', via: 'bastion', user: bed.users.key, auth: { kind: 'key', path: bed.keys.plain } },
    knock: { open, close },
  });
  const result = await portcullis(person, ['connect', path, ...command]);
  expect(result.status, result.stderr).toBe(0);
  const legs = result.events.filter(({ event }) => event === 'leg');
  expect(legs.map(({ name }) => name)).toEqual(['bastion', 'second', 'inside', 'inside', 'second', 'bastion']);
  expect(result.events.filter(({ event }) => event === 'shut')).toHaveLength(2);
  expect(await rules()).toEqual([]);
});

it('open and check say that they do not go by way of a jump host', async () => {
  const { bed, person, path } = await startJumpBed();
  for (const order of ['open', 'check']) {
    const result = await portcullis(person, [order, path]);
    expect(result.status).toBe(255);
    expect(result.stderr).toContain('by way of bastion');
  }
  expect(bed.knockd.openings()).toEqual({});
});
