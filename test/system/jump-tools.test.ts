import { describe, expect, it } from 'vitest';
import { portcullis } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { users } from './bed/accounts.ts';
import { noPrograms, onlyPrograms } from './bed/hop-shell.ts';
import { command, longCommand, onePacketEach, startJumpBed } from './jump-bed.ts';

const drawn = sampledIt('gates', 50);

describe('the jump host knocks', () => {
  drawn.each(['knock', 'nc', 'ncat', 'bash'])('with %s, one packet a step', async (program) => {
    const protocols = ['tcp', 'udp', 'tcp'] as const;
    const { person, path, inner, rules, knocksInside } = await startJumpBed({
      protocols,
      hop: { settings: [await onlyPrograms(program)] },
    });
    const { seen } = await knocksInside(async () => {
      const result = await portcullis(person, ['connect', path, ...longCommand]);
      expect(result.status, result.stderr).toBe(0);
    });
    expect(seen).toEqual(onePacketEach(inner));
    expect(await rules()).toEqual([]);
  });

  it('with no program at all: TCP by connections that end before a SYN is repeated, and no second question', async () => {
    const outerProfile = { user: users.password, auth: { kind: 'password' } };
    const hop = { settings: [noPrograms] };
    const { bed, person, path, inner, rules, knocksInside } = await startJumpBed({ hop, outerProfile });
    const { seen } = await knocksInside(async () => {
      const secrets = [JSON.stringify({ kind: 'password', host: bed.gate.ipv4, value: bed.secrets.password })];
      const result = await portcullis(person, ['connect', path, ...longCommand, '--secrets-fd', '3'], { secrets });
      expect(result.status, result.stderr).toBe(0);
    });
    expect(seen).toEqual(onePacketEach(inner));
    expect(await rules()).toEqual([]);
  });

  it('with no program at all: UDP cannot be knocked, and that is said', async () => {
    const { bed, person, path, rules } = await startJumpBed({
      protocols: ['udp', 'tcp', 'udp'],
      hop: { settings: [noPrograms] },
    });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status).toBe(255);
    expect(result.events).toContainEqual(expect.objectContaining({ event: 'failed', code: 'hop-unusable' }));
    expect(bed.inner.knockd.openings()).toEqual({});
    expect(await rules(), result.stderr).toEqual([]);
  });

  it('and must forward, or it is said', async () => {
    const { person, path, rules } = await startJumpBed({ hop: { settings: ['AllowTcpForwarding no'] } });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status).toBe(255);
    expect(result.events).toContainEqual(expect.objectContaining({ event: 'failed', code: 'hop-unusable' }));
    expect(await rules(), result.stderr).toEqual([]);
  });
});
