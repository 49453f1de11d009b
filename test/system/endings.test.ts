import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, type Person, portcullis, type Running, startPortcullis } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { run } from './bed/commands.ts';
import { moveClient } from './bed/network.ts';
import { waitFor } from './bed/wait.ts';
import { type GateBed, startGateBed } from './gate-bed.ts';
import { gateProfile, knowGate } from './gate-profile.ts';

const drawn = sampledIt('endings', 35);

let bed: GateBed;
let person: Person;
let profile: string;

beforeEach(async () => {
  bed = await startGateBed();
  person = createPerson();
  profile = gateProfile(person, bed, bed.knock);
  await knowGate(person, profile);
});
afterEach(() => bed.stop());

/** Starts a session that lasts until its standard input ends, and waits for it to be there. */
async function startSession(path = profile): Promise<Running> {
  const session = startPortcullis(person, ['connect', path, '--run', 'cat', '--accept-new', '--json'], {
    input: 'open',
  });
  onTestFinished(() => {
    session.child.kill('SIGKILL');
  });
  await session.happened('ready');
  return session;
}

const endInput = (session: Running) => session.child.stdin?.end();
const journal = () => readdirSync(join(person.dataFolder, 'gates'));
/** Any command at all: its start is what matters. */
const nextStart = () => portcullis(person, ['knock', bed.gate.ipv4, '9']);

describe('whatever ends the last session, the gate is shut', () => {
  drawn.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s', async (signal, status) => {
    const session = await startSession();
    expect(await bed.rules()).toHaveLength(1);
    session.child.kill(signal);
    expect((await session.done).status).toBe(status);
    expect(await bed.rules()).toEqual([]);
    expect(journal()).toEqual([]);
  });

  it('the server’s end of the session', async () => {
    const session = await startSession();
    await bed.sshd.endSessions();
    const { status, events } = await session.done;
    expect(status).toBe(255);
    expect(events).toContainEqual(expect.objectContaining({ event: 'failed', code: 'connection-lost' }));
    expect(await bed.rules()).toEqual([]);
  });

  it('a reader that has gone', async () => {
    const session = startPortcullis(person, ['connect', profile, '--run', 'yes', '--accept-new']);
    session.child.stdout?.once('data', () => session.child.stdout?.destroy());
    await session.done;
    expect(await bed.rules()).toEqual([]);
  });
});

describe('what a killed process left open', () => {
  it('is shut at the next start of any command', async () => {
    const session = await startSession();
    session.child.kill('SIGKILL');
    await session.done;
    expect(await bed.rules()).toHaveLength(1);
    const next = await nextStart();
    expect(next.stderr).toContain('the gate is shut');
    expect(await bed.rules()).toEqual([]);
    expect(journal()).toEqual([]);
  });

  it('while knocking is shut too', async () => {
    const slow = gateProfile(person, bed, { ...bed.knock, delayMs: 400 });
    const session = startPortcullis(person, ['connect', slow, '--run', 'true', '--accept-new', '--json']);
    await session.happened('open');
    session.child.kill('SIGKILL');
    await session.done;
    await nextStart();
    expect(await bed.rules()).toEqual([]);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });

  it('is not knocked at from another address, but said; and shut from the old one', async () => {
    const session = await startSession();
    session.child.kill('SIGKILL');
    await session.done;
    await moveClient(bed.client.ipv4, '10.198.1.77');
    const elsewhere = await nextStart();
    expect(elsewhere.stderr).toContain('nothing is knocked');
    const byHand = await portcullis(person, ['close', profile]);
    expect(byHand.stderr).toContain('cannot be shut from here');
    expect(byHand.status).not.toBe(0);
    expect(bed.knockd.openings()).toEqual({ open: 1 });
    expect(await bed.rules()).toHaveLength(1);
    await moveClient('10.198.1.77', bed.client.ipv4);
    await nextStart();
    expect(await bed.rules()).toEqual([]);
  });
});

describe('two processes on one gate', () => {
  it('share it: one opening, and the last one shuts it', async () => {
    const first = await startSession();
    const second = await startSession();
    expect(bed.knockd.openings()).toEqual({ open: 1 });
    endInput(first);
    expect((await first.done).status).toBe(0);
    expect(await bed.rules()).toHaveLength(1);
    endInput(second);
    expect((await second.done).status).toBe(0);
    expect(await bed.rules()).toEqual([]);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });

  drawn.each(['first', 'second'] as const)('the %s is killed, the other shuts it', async (killed) => {
    const sessions = { first: await startSession(), second: await startSession() };
    const survivor = killed === 'first' ? sessions.second : sessions.first;
    sessions[killed].child.kill('SIGKILL');
    await sessions[killed].done;
    await nextStart();
    expect(await bed.rules()).toHaveLength(1);
    endInput(survivor);
    expect((await survivor.done).status).toBe(0);
    expect(await bed.rules()).toEqual([]);
    expect(journal()).toEqual([]);
  });

  it('started at the same moment knock once', async () => {
    const both = await Promise.all([startSession(), startSession()]);
    expect(bed.knockd.openings()).toEqual({ open: 1 });
    for (const session of both) endInput(session);
    for (const session of both) expect((await session.done).status).toBe(0);
    expect(await bed.rules()).toEqual([]);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });
});

describe('a gate in the hand', () => {
  it('stays open after a session, and is shut by close', async () => {
    expect((await portcullis(person, ['open', profile])).status).toBe(0);
    expect(await bed.rules()).toHaveLength(1);
    const session = await startSession();
    endInput(session);
    expect((await session.done).status).toBe(0);
    expect(await bed.rules()).toHaveLength(1);
    const closed = await portcullis(person, ['close', profile]);
    expect(closed.status, closed.stderr).toBe(0);
    expect(await bed.rules()).toEqual([]);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });

  it('check rehearses the whole cycle', async () => {
    const checked = await portcullis(person, ['check', profile]);
    const lines = checked.stderr.trimEnd().split('\n').slice(1);
    expect(lines).toEqual([
      'Is it shut? Yes, the port stays silent.',
      expect.stringMatching(/^Does it open\? Yes, \d+ ms after the last knock; “SSH-2\.0-OpenSSH.*” answers\.$/),
      'Does it shut again? Yes.',
      expect.stringContaining('web: The gate works. It was shut, it opened, and it is shut again.'),
    ]);
    expect(checked.status).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });

  it('that somebody else opened is shut by close', async () => {
    await run('knock', ['-d', '20', bed.gate.ipv4, ...bed.knock.open.split(',')]);
    await waitFor('the rule', async () => (await bed.rules()).length === 1);
    expect((await portcullis(person, ['close', profile])).status).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });
});

it('half an opening cancelled, then a close, then a connect', async () => {
  const slow = gateProfile(person, bed, { ...bed.knock, delayMs: 1500 });
  const cancelled = startPortcullis(person, ['connect', slow, '--run', 'true', '--accept-new', '--json']);
  await cancelled.happened('sent');
  cancelled.child.kill('SIGINT');
  expect((await cancelled.done).status).toBe(130);
  profile = gateProfile(person, bed, bed.knock);
  const closed = await portcullis(person, ['close', profile]);
  expect(closed.status, closed.stderr).toBe(0);
  const connected = await portcullis(person, ['connect', profile, '--run', 'id -un', '--accept-new', '--json']);
  expect(connected.status, connected.stderr).toBe(0);
  expect(connected.events.filter(({ purpose }) => purpose === 'flush')).toHaveLength(2);
  expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  expect(await bed.rules()).toEqual([]);
});

it('an opening cancelled after its last knock is shut again', async () => {
  await bed.path.lose('tcp dport 22');
  const cancelled = startPortcullis(person, ['connect', profile, '--run', 'true', '--accept-new', '--json']);
  await cancelled.happened('dialled');
  await waitFor('the rule', async () => (await bed.rules()).length === 1);
  await bed.path.restore();
  cancelled.child.kill('SIGINT');
  expect((await cancelled.done).status).toBe(130);
  expect(await bed.rules()).toEqual([]);
});

it('a second Ctrl-C while shutting leaves the gate to the journal, and says so', async () => {
  const slow = gateProfile(person, bed, { ...bed.knock, close: bed.knock.close.replace(',', '@3000,') });
  const session = startPortcullis(person, ['connect', slow, '--run', 'cat', '--accept-new', '--json'], {
    input: 'open',
  });
  await session.happened('ready');
  session.child.kill('SIGINT');
  await session.wrote(/"purpose":"close"/);
  session.child.kill('SIGINT');
  const { status, stderr } = await session.done;
  expect(status).toBe(130);
  expect(stderr).toContain('shut at the next start');
  expect(await bed.rules()).toHaveLength(1);
  await nextStart();
  expect(await bed.rules()).toEqual([]);
});

it('a path that goes dead before the closing: unknown, kept in the journal, shut when the path is back', async () => {
  const session = await startSession();
  await bed.path.cut();
  session.child.kill('SIGTERM');
  const { events } = await session.done;
  expect(events).toContainEqual(expect.objectContaining({ event: 'failed', code: 'gate-state-unknown' }));
  expect(journal()).toHaveLength(1);
  const whileDead = await nextStart();
  expect(whileDead.stderr).toContain('Nobody can say');
  expect(journal()).toHaveLength(1);
  await bed.path.restore();
  const back = await nextStart();
  expect(back.stderr).toContain('the gate is shut');
  expect(await bed.rules()).toEqual([]);
  expect(journal()).toEqual([]);
});
