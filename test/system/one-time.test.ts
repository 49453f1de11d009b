import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, type Person, portcullis, type Result, startPortcullis } from '../support/command-line.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { waitFor } from './bed/wait.ts';
import { drawSecretSequence, gateProfile, knowGate, watched } from './gate-profile.ts';

interface ListedGate {
  readonly bed: Bed;
  readonly person: Person;
  readonly profile: string;
  readonly list: readonly string[];
}

/** A gate that a list of one-time sequences opens, and a person who has the list. */
async function startListedGate(count: number): Promise<ListedGate> {
  const list = Array.from({ length: count }, () => drawSecretSequence());
  const close = drawSecretSequence();
  const bed = watched(
    await startBed({
      doors: [
        { name: 'open', sequence: list, action: 'open' },
        { name: 'close', sequence: close, action: 'close' },
      ],
    }),
  );
  onTestFinished(() => bed.stop());
  const person = createPerson();
  const profile = gateProfile(person, bed, { oneTime: list, close });
  await knowGate(person, profile);
  return { bed, person, list, profile };
}

/** How many lines of the server's list knockd has marked as used. */
const usedOf = ({ bed }: ListedGate) => readFileSync(join(bed.folder, 'open.once'), 'utf8').match(/^#/gm)?.length ?? 0;

const connect = ({ person, profile }: ListedGate, ...more: readonly string[]) =>
  portcullis(person, ['connect', profile, '--run', 'id -un', '--accept-new', '--json', ...more]);

async function standing({ person, profile }: ListedGate): Promise<string> {
  const { stdout, stderr } = await portcullis(person, ['one-time', profile]);
  return stdout.trim() || stderr;
}

const codes = ({ events }: Result) => events.filter(({ event }) => event === 'failed').map(({ code }) => code);
const knocks = ({ events }: Result) => events.filter(({ event }) => event === 'sent');

describe('the one-time sequences of a real knockd', () => {
  it('are used in order to the last, which is used only when it is meant and ends the daemon', async () => {
    const gate = await startListedGate(3);
    const { bed, list } = gate;
    for (const [index, sequence] of list.slice(0, 2).entries()) {
      expect(await standing(gate)).toBe(`next: ${index + 1} of 3`);
      const result = await connect(gate);
      expect(result.stdout, result.stderr).toBe(`${bed.users.key}\n`);
      expect(result.status).toBe(0);
      const opening = knocks(result).filter(({ purpose }) => purpose === 'open');
      expect(opening.map(({ port }) => port).join(',')).toBe(sequence);
      expect(result.stderr).toContain(`"kind":"sequences-left","left":${2 - index}`);
      expect(usedOf(gate)).toBe(index + 1);
      expect(await bed.rules()).toEqual([]);
    }

    const refused = await connect(gate);
    expect(refused.status).toBe(255);
    expect(codes(refused)).toEqual(['one-time-last']);
    expect(knocks(refused)).toEqual([]);
    expect(usedOf(gate)).toBe(2);

    const last = await connect(gate, '--use-last');
    expect(last.stdout, last.stderr).toBe(`${bed.users.key}\n`);
    expect(await standing(gate)).toBe('all 3 are used');
    // knockd is gone, and with it the door that closes.
    expect(last.status).toBe(254);
    expect(codes(last)).toEqual(['gate-still-open']);
    expect(last.stderr).toMatch(/knockd 0\.8 crashes/);
    expect(await bed.rules()).toHaveLength(1);

    await bed.onGate('iptables', '-D', 'INPUT', '1');
    const none = await connect(gate, '--use-last');
    expect(codes(none)).toContain('one-time-used-up');
    expect(knocks(none).filter(({ purpose }) => purpose === 'open')).toEqual([]);
  });

  it('stay where they are when the gate does not open, and the failure says how to get in step', async () => {
    const gate = await startListedGate(4);
    const { person, profile } = gate;
    expect((await portcullis(person, ['one-time', profile, '--next', '2'])).stdout).toBe('next: 2 of 4\n');
    const failed = await connect(gate);
    expect(codes(failed)).toEqual(['gate-stayed-shut']);
    expect(failed.events.at(-1)?.['remedy']).toMatch(/list may be ahead.*begin with #/);
    expect([usedOf(gate), await standing(gate)]).toEqual([0, 'next: 2 of 4']);
    expect((await portcullis(person, ['one-time', profile, '--next', '1'])).stdout).toBe('next: 1 of 4\n');
    const opened = await connect(gate);
    expect(opened.status, opened.stderr).toBe(0);
    expect(await standing(gate)).toBe('next: 2 of 4');
  });

  it('are not used at a gate that was open before', async () => {
    const gate = await startListedGate(4);
    const { bed } = gate;
    await bed.onGate('iptables', '-I', 'INPUT', '-s', bed.client.ipv4, '-p', 'tcp', '--dport', '22', '-j', 'ACCEPT');
    const result = await connect(gate);
    expect(result.status, result.stderr).toBe(0);
    expect([usedOf(gate), await standing(gate)]).toEqual([0, 'next: 1 of 4']);
  });

  it('serve two sessions at once with one of them', async () => {
    const gate = await startListedGate(4);
    const { bed, person, profile } = gate;
    const sessions = [1, 2].map(() =>
      startPortcullis(person, ['connect', profile, '--run', 'cat', '--accept-new', '--json'], { input: 'open' }),
    );
    for (const session of sessions) {
      onTestFinished(() => void session.child.kill('SIGKILL'));
      await session.happened('ready');
    }
    expect([usedOf(gate), await standing(gate)]).toEqual([1, 'next: 2 of 4']);
    for (const { child } of sessions) child.stdin?.end();
    const results = await Promise.all(sessions.map(({ done }) => done));
    expect(results.map(({ status }) => status)).toEqual([0, 0]);
    expect(await bed.rules()).toEqual([]);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });

  it('are never used twice by who was killed between the opening and its note', async () => {
    const gate = await startListedGate(4);
    const { bed, person, profile } = gate;
    // Nothing comes back for the dials, so that the process dies without having seen the gate open.
    await bed.path.lose('tcp dport 22');
    const session = startPortcullis(person, ['connect', profile, '--run', 'true', '--accept-new', '--json']);
    await waitFor('the open gate', async () => (await bed.rules()).length === 1);
    session.child.kill('SIGKILL');
    await session.done;
    await bed.path.restore();
    // The next command of any kind finds the gate open, shuts it, and knows by that what was used.
    expect([usedOf(gate), await standing(gate)]).toEqual([1, 'next: 2 of 4']);
    expect(await bed.rules()).toEqual([]);

    const next = await connect(gate);
    expect(next.status, next.stderr).toBe(0);
    expect([usedOf(gate), await standing(gate)]).toEqual([2, 'next: 3 of 4']);
    expect(bed.knockd.openings()).toEqual({ open: 2, close: 2 });
    expect(await bed.rules()).toEqual([]);
  });
});
