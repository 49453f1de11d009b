import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepOpen } from '../../electron/core/gate/endings/keep-open.ts';
import { createGatekeeper } from '../../electron/core/gate/gatekeeper.ts';
import { parseSequence } from '../../electron/shared/sequence.ts';
import { createPerson, type Person, portcullis, type Running, startPortcullis } from '../support/command-line.ts';
import { makePlan, makePorts } from '../support/made-gate.ts';
import { recordAttempt } from '../support/recorded-attempt.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { waitFor } from './bed/wait.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

const drawn = sampledIt('endings', 35);

async function withBed(options: BedOptions): Promise<Bed> {
  const bed = watched(await startBed(options));
  onTestFinished(() => bed.stop());
  return bed;
}

interface Place {
  readonly bed: Bed;
  readonly person: Person;
  readonly profile: string;
}

/** A real gate with an opening and a closing door, and a profile of it that says how it ends. */
async function withGate(ending: object, closesAfterS?: number): Promise<Place> {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  const [opening, closing] = doorPair(open, close);
  if (opening === undefined || closing === undefined) throw new Error('no doors');
  const bed = await withBed({
    doors: [{ ...opening, ...(closesAfterS === undefined ? {} : { closesAfterS }) }, closing],
  });
  const person = createPerson();
  const profile = gateProfile(person, bed, { open, close, ...ending });
  await knowGate(person, profile);
  return { bed, person, profile };
}

/** A session that lasts until its standard input ends. */
async function startSession({ person, profile }: Place): Promise<Running> {
  const session = startPortcullis(person, ['connect', profile, '--run', 'cat', '--accept-new', '--json'], {
    input: 'open',
  });
  onTestFinished(() => {
    session.child.kill('SIGKILL');
  });
  await session.happened('ready');
  return session;
}

const endInput = (session: Running) => session.child.stdin?.end();
const journal = ({ person }: Place) => readdirSync(join(person.dataFolder, 'gates'));

describe('a gate that is shut after a delay', () => {
  it('is shut when the delay is over, and the command waits for it', async () => {
    const place = await withGate({ shutWhen: 'delayed', shutDelayS: 1 });
    const session = await startSession(place);
    endInput(session);
    expect((await session.done).status).toBe(0);
    expect(place.bed.knockd.openings()).toEqual({ open: 1, close: 1 });
    expect(await place.bed.rules()).toEqual([]);
    expect(journal(place)).toEqual([]);
  });

  it('is shared by the next session without a knock, and is shut by the last delay', async () => {
    const place = await withGate({ shutWhen: 'delayed', shutDelayS: 3600 });
    const { bed } = place;
    const first = await startSession(place);
    endInput(first);
    await first.wrote(/"kind":"delayed"/);
    expect(await bed.rules()).toHaveLength(1);
    const second = await startSession(place);
    endInput(second);
    await second.wrote(/"kind":"delayed"/);
    first.child.kill('SIGTERM');
    expect((await first.done).status).toBe(0);
    expect(await bed.rules()).toHaveLength(1);
    second.child.kill('SIGTERM');
    expect((await second.done).status).toBe(0);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
    expect(await bed.rules()).toEqual([]);
    expect(journal(place)).toEqual([]);
  });

  drawn.each(['SIGINT', 'SIGTERM'] as const)('is shut at once by %s in the delay', async (signal) => {
    const place = await withGate({ shutWhen: 'delayed', shutDelayS: 3600 });
    const session = await startSession(place);
    endInput(session);
    await session.wrote(/"kind":"delayed"/);
    session.child.kill(signal);
    const { status, events } = await session.done;
    expect(status).toBe(0);
    expect(events.map(({ event }) => event)).toContain('shut');
    expect(await place.bed.rules()).toEqual([]);
  });

  it('is shut at once by a signal that ends the session', async () => {
    const place = await withGate({ shutWhen: 'delayed', shutDelayS: 3600 });
    const session = await startSession(place);
    session.child.kill('SIGTERM');
    expect((await session.done).status).toBe(143);
    expect(await place.bed.rules()).toEqual([]);
  });

  it('is shut at the next start when it was killed in the delay', async () => {
    const place = await withGate({ shutWhen: 'delayed', shutDelayS: 3600 });
    const session = await startSession(place);
    endInput(session);
    await session.wrote(/"kind":"delayed"/);
    session.child.kill('SIGKILL');
    await session.done;
    expect(await place.bed.rules()).toHaveLength(1);
    const next = await portcullis(place.person, ['knock', place.bed.gate.ipv4, '9']);
    expect(next.stderr).toContain('the gate is shut');
    expect(await place.bed.rules()).toEqual([]);
    expect(journal(place)).toEqual([]);
  });

  it('is shut by check without a delay', async () => {
    const place = await withGate({ shutWhen: 'delayed', shutDelayS: 3600 });
    const checked = await portcullis(place.person, ['check', place.profile]);
    expect(checked.stderr).toContain('The gate works');
    expect(await place.bed.rules()).toEqual([]);
  });
});

it('a gate that is shut by hand alone stays open after its session, until close', async () => {
  const { bed, person, profile } = await withGate({ shutWhen: 'by-hand' });
  const session = await portcullis(person, ['connect', profile, '--run', 'true', '--accept-new']);
  expect(session.status, session.stderr).toBe(0);
  expect(session.stderr).toContain('the gate stays open until you shut it');
  expect(session.stderr).toContain(`shut it with: portcullis close ${profile}`);
  expect(await bed.rules()).toHaveLength(1);
  expect((await portcullis(person, ['close', profile])).status).toBe(0);
  expect(await bed.rules()).toEqual([]);
  expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
});

describe('a door with cmd_timeout', () => {
  it('shuts under a session that goes on, and nothing is knocked at its end', async () => {
    const place = await withGate({ shutWhen: 'never', opensForS: 2 }, 2);
    const { bed } = place;
    const session = await startSession(place);
    await waitFor('the door to shut by itself', async () => (await bed.rules()).length === 0);
    session.child.stdin?.write('still here\n');
    endInput(session);
    const { status, stdout, events } = await session.done;
    expect(stdout).toBe('still here\n');
    expect(status).toBe(0);
    expect(events.at(-1)).toMatchObject({ event: 'notice', ending: { kind: 'left', why: 'closes-itself' } });
    expect(bed.knockd.openings()).toEqual({ open: 1 });
  });

  it('that was left open is shared by the next session', async () => {
    const place = await withGate({ shutWhen: 'never', opensForS: 600 }, 600);
    const { bed, person, profile } = place;
    const command = ['connect', profile, '--run', 'true', '--accept-new', '--json'];
    for (let count = 0; count < 2; count += 1) expect((await portcullis(person, command)).status).toBe(0);
    expect(bed.knockd.openings()).toEqual({ open: 1 });
    expect(journal(place)).toHaveLength(1);
    const opened = await portcullis(person, ['open', profile]);
    expect(opened.stderr).toMatch(/the server shuts it in 59\d s; shut it with: portcullis close/);
    expect(await bed.rules()).toHaveLength(1);
  });
});

describe('a gate that is kept from running out', () => {
  it('at a door with cmd_timeout is knocked again before', async () => {
    const open = drawSecretSequence();
    const bed = await withBed({ doors: [{ name: 'open', sequence: open, action: 'open', closesAfterS: 2 }] });
    const plan = makePlan({
      host: bed.gate.ipv4,
      opening: parseSequence(open),
      closing: undefined,
      delayMs: 20,
      opensForS: 2,
    });
    const keeper = createGatekeeper(makePorts(temporaryFolder()));
    const hold = await keeper.hold(plan, 'hand', recordAttempt());
    hold.socket?.destroy();
    const stop = keepOpen(hold.renewal, recordAttempt());
    onTestFinished(stop);
    await waitFor('three openings', () => bed.knockd.openings()['open'] === 3, { withinMs: 15_000 });
    await waitFor('the rule', async () => (await bed.rules()).length > 0);
    stop();
    await waitFor('the door to shut by itself', async () => (await bed.rules()).length === 0);
  });

  it('at a set whose entries keep their time is knocked again when that is over', async () => {
    const open = drawSecretSequence();
    const bed = await withBed({ firewall: { kind: 'nft', sequence: open, opensForS: 2 } });
    const plan = makePlan({
      host: bed.gate.ipv4,
      opening: parseSequence(open),
      closing: undefined,
      delayMs: 20,
      kind: 'timed',
      opensForS: 2,
    });
    const keeper = createGatekeeper(makePorts(temporaryFolder()));
    const hold = await keeper.hold(plan, 'hand', recordAttempt());
    hold.socket?.destroy();
    const heard = recordAttempt();
    onTestFinished(keepOpen(hold.renewal, heard));
    await waitFor('two openings', () => heard.names().filter((name) => name === 'open').length === 2, {
      withinMs: 15_000,
    });
    expect(Date.now()).toBeGreaterThan(hold.renewal?.runsOutAtMs ?? Number.POSITIVE_INFINITY);
    expect(await bed.answers()).toBe(true);
  });
});
