import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  createPerson,
  launcher,
  type Person,
  portcullis,
  productNode,
  type Running,
  startPortcullis,
} from '../support/command-line.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { run } from './bed/commands.ts';
import { doorPair } from './bed/doors.ts';
import { stockKnock } from './bed/stock-tools.ts';
import { waitFor } from './bed/wait.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

let bed: Bed;
let person: Person;
let profile: string;
let open: string;
let close: string;

async function setUp(firewall: NonNullable<BedOptions['firewall']>): Promise<void> {
  open = drawSecretSequence();
  close = drawSecretSequence();
  bed = watched(await startBed({ firewall, doors: doorPair(open, close) }));
  person = createPerson();
  profile = gateProfile(person, bed, { open, close });
  await knowGate(person, profile);
}
afterEach(() => bed.stop());

async function startSession(): Promise<Running> {
  const args = ['connect', profile, '--run', 'cat', '--accept-new', '--json'];
  const session = startPortcullis(person, args, { input: 'open' });
  onTestFinished(() => {
    session.child.kill('SIGKILL');
  });
  await session.happened('ready');
  return session;
}

const journal = () => readdirSync(join(person.dataFolder, 'gates'));
const failures = ({ events }: Awaited<Running['done']>) =>
  events.filter(({ event }) => event === 'failed').map(({ code }) => code);

it('at a host that refuses, a closing is knocked although nothing listens any more', async () => {
  await setUp('tcp-reset');
  const session = await startSession();
  await bed.sshd.stop();
  await bed.sshd.endSessions();
  await session.done;
  expect(await bed.rules()).toEqual([]);
});

describe('behind a firewall that drops', () => {
  beforeEach(() => setUp('drop'));

  it('a held gate whose server has stopped is not knocked again', async () => {
    expect((await portcullis(person, ['open', profile])).status).toBe(0);
    await bed.sshd.stop();
    const connected = await portcullis(person, ['connect', profile, '--run', 'true', '--json']);
    expect(failures(connected)).toEqual(['nothing-listens']);
    expect(bed.knockd.openings()).toEqual({ open: 1 });
    const closed = await portcullis(person, ['close', profile]);
    expect(closed.status, closed.stderr).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });

  it('a neighbour that has gone is no living path', async () => {
    const session = await startSession();
    const arp = (state: string) => run('ip', ['-n', 'gate', 'link', 'set', bed.gate.device, 'arp', state]);
    await arp('off');
    await run('ip', ['neigh', 'del', bed.gate.ipv4, 'dev', bed.client.device]);
    session.child.kill('SIGTERM');
    expect(failures(await session.done)).toEqual(['gate-state-unknown']);
    expect(journal()).toHaveLength(1);
  });

  it('closings by hand that went nowhere do not count against a later opening', async () => {
    expect((await portcullis(person, ['open', profile])).status).toBe(0);
    await bed.knockd.stop();
    expect((await portcullis(person, ['close', profile])).status).toBe(255);
    expect((await portcullis(person, ['close', profile])).status).toBe(255);
    await bed.knockd.restart();
    await stockKnock(bed.gate.ipv4, close);
    await waitFor('the shut gate', async () => (await bed.rules()).length === 0);
    const connected = await portcullis(person, ['connect', profile, '--run', 'true', '--accept-new']);
    expect(connected.status, connected.stderr).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });

  it('closing what was never open says so, and is no failure', async () => {
    const closed = await portcullis(person, ['close', profile]);
    expect(closed.status, closed.stderr).toBe(0);
    expect(closed.stderr).toContain('nothing to shut');
  });

  it('a disk that is full at the end keeps no gate open', async () => {
    mkdirSync(person.dataFolder, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=700', 'tmpfs', person.dataFolder]);
    onTestFinished(() => run('umount', [person.dataFolder]).then(() => undefined));
    const session = await startSession();
    await run('sh', ['-c', `cat /dev/zero > ${person.dataFolder}/filler || true`]);
    session.child.stdin?.end();
    expect((await session.done).status).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });

  it('from a new address nothing is knocked at the end of a session, but said', async () => {
    const session = await startSession();
    const address = (verb: string, ip: string) => run('ip', ['addr', verb, `${ip}/24`, 'dev', bed.client.device]);
    await address('del', bed.client.ipv4);
    await address('add', '10.198.1.77');
    session.child.kill('SIGTERM');
    const ended = await session.done;
    expect(failures(ended)).toEqual(['gate-state-unknown']);
    expect(ended.events.filter(({ purpose }) => purpose === 'close')).toEqual([]);
    expect(await bed.rules()).toHaveLength(1);
  });

  it('Ctrl-C in a pipeline, which ends the reader too, shuts the gate', async () => {
    const command = `"${productNode}" ${launcher} connect "${profile}" --run yes --accept-new | head -c 100000000 > /dev/null`;
    const { XDG_STATE_HOME: _, ...env } = process.env;
    const group = spawn('sh', ['-c', command], { detached: true, stdio: 'ignore', env: { ...env, HOME: person.home } });
    const ended = new Promise((resolve) => group.once('close', resolve));
    await waitFor('the login', () => /Accepted publickey/.test(bed.sshd.log()));
    process.kill(-(group.pid ?? 0), 'SIGINT');
    await ended;
    await waitFor('the shut gate', async () => (await bed.rules()).length === 0, { withinMs: 15_000 });
    await waitFor('an empty journal', () => journal().length === 0);
  });

  it('a window that is closed at a prompt shuts the gate', async () => {
    const { XDG_STATE_HOME: _, ...env } = process.env;
    const command = `exec "${productNode}" ${launcher} connect "${profile}"`;
    const window = spawn('script', ['-qec', command, '/dev/null'], {
      env: { ...env, HOME: person.home, SHELL: '/bin/sh' },
    });
    let screen = '';
    window.stdout.on('data', (data: Buffer) => {
      screen += data.toString('utf8');
    });
    await waitFor('the question', () => screen.includes('Trust this key'), { withinMs: 15_000 });
    expect(await bed.rules()).toHaveLength(1);
    window.kill('SIGKILL');
    await waitFor('the shut gate', async () => (await bed.rules()).length === 0, { withinMs: 10_000 });
  });

  it('an opening without a closing that is cancelled after its last knock is told as what it is', async () => {
    const withoutClosing = gateProfile(person, bed, { open });
    await bed.path.lose('tcp dport 22');
    const args = ['connect', withoutClosing, '--run', 'true', '--json'];
    const cancelled = startPortcullis(person, args);
    await cancelled.happened('dialled');
    cancelled.child.kill('SIGINT');
    const { stderr, status } = await cancelled.done;
    expect(status).toBe(130);
    expect(stderr).toContain('"no-closing"');
  });
});
