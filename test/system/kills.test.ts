import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGatekeeper } from '../../electron/core/gate/gatekeeper.ts';
import { createPerson, type Person, portcullis, startPortcullis } from '../support/command-line.ts';
import { makePorts } from '../support/made-gate.ts';
import { proof } from '../support/proof.ts';
import { randomOf } from '../support/random.ts';
import { recordAttempt } from '../support/recorded-attempt.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';

const { seed, size: kills, isWhole, found } = proof('kills', { sample: 6, whole: 100, unit: 'kills' });

let bed: Bed;
let person: Person;
let profile: string;

beforeEach(async () => {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  bed = watched(await startBed({ doors: doorPair(open, close) }));
  person = createPerson();
  profile = gateProfile(person, bed, { open, close });
});
afterEach(() => bed.stop());

const connect = () => startPortcullis(person, ['connect', profile, '--run', 'sleep 0.2', '--accept-new', '--json']);

/** What begins each part of a connect, as `--json` tells it. */
const parts = {
  connect: /"event":"resolved"/,
  session: /"event":"ready"/,
  closing: /"purpose":"close","step":1,/,
} as const;
type Part = keyof typeof parts;

/** How long the parts of a whole connect take, in milliseconds. */
async function lengthsOf(): Promise<Readonly<Record<Part, number>>> {
  const { events, status, stderr } = await connect().done;
  expect(status, stderr).toBe(0);
  const [first = 0, ready = 0, closing = 0] = Object.values(parts).map(
    (beginning) => events.find((event) => beginning.test(JSON.stringify(event)))?.atMs,
  );
  return { connect: ready - first, session: closing - ready, closing: (events.at(-1)?.atMs ?? 0) - closing };
}

/** Kills a connect `afterMs` after a part of it began. @returns the last that it told of */
async function killConnect(part: Part, afterMs: number): Promise<string> {
  const running = connect();
  await running.wrote(parts[part]);
  await pause(afterMs);
  running.child.kill('SIGKILL');
  const { events, signal } = await running.done;
  const last = events.at(-1);
  return signal === null ? 'its end' : `${last?.event} ${last?.['purpose'] ?? ''} ${last?.['step'] ?? ''}`.trim();
}

/** What a start does first: by a command, some time after the kill, or at once. */
const starts = {
  command: () => portcullis(person, ['knock', bed.gate.ipv4, '9']),
  'at once': () => createGatekeeper(makePorts(person.dataFolder)).recover({ observer: recordAttempt().observer }),
} as const;

it(
  `whatever a SIGKILL interrupts, the next start leaves no rule: ${kills} random instants`,
  async () => {
    const random = randomOf(seed);
    const lengths = await lengthsOf();
    const failures: string[] = [];
    for (let number = 1; number <= kills; number += 1) {
      const part = random.of(Object.keys(parts) as Part[]);
      const afterMs = random.below(lengths[part]);
      const start = random.of(Object.keys(starts) as (keyof typeof starts)[]);
      const last = await killConnect(part, afterMs);
      const before = (await bed.rules()).length;
      await starts[start]();
      const after = (await bed.rules()).length;
      const told = `${number}: killed in the ${part}, after ${Math.round(afterMs)} ms, at ${last}; start ${start}: rules ${before} → ${after}`;
      if (isWhole) console.log(told);
      if (after > 0) failures.push(told);
    }
    found(`${failures.length} times a rule was left`);
    expect(failures, JSON.stringify(lengths)).toEqual([]);
    // What is left in the journal stands in nobody's way.
    const { status, stderr } = await connect().done;
    expect(status, stderr).toBe(0);
    expect(await bed.rules()).toEqual([]);
  },
  30_000 + kills * 6000,
);
