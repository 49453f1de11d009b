import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  createPerson,
  type Person,
  portcullis,
  type Result,
  startPortcullis,
  writeProfile,
} from '../support/command-line.ts';
import { keys as bedKeys } from './bed/accounts.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { isThere, noPrograms, onlyPrograms } from './bed/hop-shell.ts';
import { stepsOf } from './bed/ports.ts';
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

const command = ['--run', 'id -un', '--accept-new', '--json'];

async function nothingIsOpen(): Promise<void> {
  expect(await bed.inner.rules()).toEqual([]);
  expect(await bed.rules()).toEqual([]);
}

/** What reached the inner host on the ports of its sequences, in order: one packet for each knock, and no other. */
async function knocksInside(
  sequences: readonly string[],
  work: () => Promise<void>,
): Promise<{ readonly seen: readonly string[]; readonly atMs: readonly number[] }> {
  const capture = await bed.inner.capture(`dst host ${bed.inner.address.ipv4} and not port 22`);
  await work();
  const steps = sequences.flatMap(stepsOf);
  const packets = (await capture.stop()).filter(({ toPort }) => steps.some(({ port }) => port === toPort));
  return {
    seen: packets.map(({ protocol, toPort, flags }) => `${toPort} ${protocol}${flags}`),
    atMs: packets.map(({ atMs }) => atMs),
  };
}

const expectedOf = (sequences: readonly string[]) =>
  sequences.flatMap(stepsOf).map(({ port, protocol }) => `${port} ${protocol === 'tcp' ? 'tcpS' : 'udp'}`);

/** The kernel repeats a SYN after 1 s: a session that lives longer shows whether any was. */
const longCommand = ['--run', 'sleep 1.5; id -un', '--accept-new', '--json'];

describe('a host behind a jump host', () => {
  it('is reached and left in order, its gate knocked once from there, TCP and UDP', async () => {
    const { path, inner } = await setUp({ protocols: ['udp', 'tcp', 'udp'] });
    const outside = await bed.capture(`dst host ${bed.gate.ipv4} and not port 22`);
    const inside = await knocksInside(inner, async () => {
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
    expect(inside.seen).toEqual(expectedOf(inner));
    const outer = (await outside.stop()).map(({ atMs }) => atMs);
    expect(outer).toHaveLength(6);
    // Opened from the outside in, shut from the inside out.
    expect(outer[2]).toBeLessThan(inside.atMs[0] ?? 0);
    expect(outer[3]).toBeGreaterThan(inside.atMs.at(-1) ?? Number.POSITIVE_INFINITY);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
    expect(bed.inner.knockd.openings()).toEqual({ open: 1, close: 1 });
    await nothingIsOpen();
  });

  it('has a name that only the jump host looks up', async () => {
    const { path } = await setUp({ profile: { host: 'inner.test' } });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status, result.stderr).toBe(0);
    expect(result.events).toContainEqual(
      expect.objectContaining({ event: 'resolved', host: 'inner.test', address: bed.inner.address.ipv4 }),
    );
    await nothingIsOpen();
  });

  it('that refuses is seen to shut', async () => {
    const { path } = await setUp({ firewall: 'tcp-reset' });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status, result.stderr).toBe(0);
    expect(result.events.filter(({ event }) => event === 'shut')).toHaveLength(2);
    await nothingIsOpen();
  });
});

describe('the jump host knocks', () => {
  it.each(['knock', 'nc', 'ncat', 'bash'])('with %s, one packet a step', async (program) => {
    if (!(await isThere(program))) return;
    const protocols = ['tcp', 'udp', 'tcp'] as const;
    const { path, inner } = await setUp({ protocols, gate: { settings: [await onlyPrograms(program)] } });
    const { seen } = await knocksInside(inner, async () => {
      const result = await portcullis(person, ['connect', path, ...longCommand]);
      expect(result.status, result.stderr).toBe(0);
    });
    expect(seen).toEqual(expectedOf(inner));
    await nothingIsOpen();
  });

  it('with no program at all: TCP by connections that end before a SYN is repeated', async () => {
    const { path, inner } = await setUp({ gate: { settings: [noPrograms] } });
    const { seen } = await knocksInside(inner, async () => {
      const result = await portcullis(person, ['connect', path, ...longCommand]);
      expect(result.status, result.stderr).toBe(0);
    });
    expect(seen).toEqual(expectedOf(inner));
    await nothingIsOpen();
  });

  it('with no program at all: UDP cannot be knocked, and that is said', async () => {
    const { path } = await setUp({ protocols: ['udp', 'tcp', 'udp'], gate: { settings: [noPrograms] } });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status).toBe(255);
    expect(result.events).toContainEqual(expect.objectContaining({ event: 'failed', code: 'hop-unusable' }));
    expect(bed.inner.knockd.openings()).toEqual({});
    await nothingIsOpen();
  });

  it('and must forward, or it is said', async () => {
    const { path } = await setUp({ gate: { settings: ['AllowTcpForwarding no'] } });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status).toBe(255);
    expect(result.events).toContainEqual(expect.objectContaining({ event: 'failed', code: 'hop-unusable' }));
    await nothingIsOpen();
  });
});

describe('an ending', () => {
  const start = (path: string, ...more: readonly string[]) => {
    const running = startPortcullis(person, ['connect', path, '--run', 'cat', '--accept-new', '--json', ...more], {
      input: 'open',
    });
    onTestFinished(() => void running.child.kill('SIGKILL'));
    return running;
  };
  const codes = ({ events }: Result) => events.filter(({ event }) => event === 'failed').map(({ code }) => code);

  it('by a refused login inside shuts both', async () => {
    const { path } = await setUp({ profile: { auth: { kind: 'key', path: bedKeys.unknown } } });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status).toBe(255);
    expect(codes(result)).toEqual(['login-refused']);
    expect(result.events.filter(({ event }) => event === 'shut')).toHaveLength(2);
    await nothingIsOpen();
  });

  it('by a signal shuts both', async () => {
    const { path } = await setUp();
    const running = start(path);
    await running.happened('ready');
    running.child.kill('SIGTERM');
    const result = await running.done;
    expect(result.events.filter(({ event }) => event === 'shut')).toHaveLength(2);
    await nothingIsOpen();
  });

  it.each([1, 2, 3])('by a cancel at the inner knock %s leaves nothing open', async (step) => {
    const { path } = await setUp({ knock: { delayMs: 150 } });
    const running = start(path);
    await running.wrote(new RegExp(`"leg":2[^]*"purpose":"open","step":${step}`));
    running.child.kill('SIGINT');
    const result = await running.done;
    expect(codes(result)).toContain('cancelled');
    await nothingIsOpen();
  });

  it('by the loss of the jump host leaves the inner gate unknown, told again and shut when asked', async () => {
    const { path } = await setUp();
    const running = start(path);
    await running.happened('ready');
    await bed.sshd.endSessions();
    const result = await running.done;
    expect(codes(result)).toContain('gate-state-unknown');
    expect(result.stderr).toContain('by way of bastion');
    expect(await bed.rules()).toEqual([]);
    expect(await bed.inner.rules()).toHaveLength(1);

    const told = await portcullis(person, ['knock', bed.gate.ipv4, '1']);
    expect(told.stderr).toMatch(/may be open: it is reached by way of bastion/);
    expect(await bed.inner.rules()).toHaveLength(1);

    const closed = await portcullis(person, ['close', path]);
    expect(closed.status, closed.stderr).toBe(0);
    await nothingIsOpen();
  });

  it('by SIGKILL is mended by the next session that goes there', async () => {
    const { path } = await setUp();
    const running = start(path);
    await running.happened('ready');
    running.child.kill('SIGKILL');
    await running.done;
    expect(await bed.inner.rules()).toHaveLength(1);
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status, result.stderr).toBe(0);
    expect(bed.inner.knockd.openings()).toEqual({ open: 1, close: 1 });
    await nothingIsOpen();
  });
});

it.each(['open', 'check'])('%s says that it does not go by way of a jump host', async (order) => {
  const { path } = await setUp();
  const result = await portcullis(person, [order, path]);
  expect(result.status).toBe(255);
  expect(result.stderr).toContain('bastion');
  expect(bed.knockd.openings()).toEqual({});
});
