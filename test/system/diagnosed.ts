import { expect, onTestFinished } from 'vitest';
import type { CauseId } from '../../electron/shared/diagnosis/causes.ts';
import type { Diagnosis, Observed } from '../../electron/shared/diagnosis/diagnosis.ts';
import { createPerson, type Person, type Running, type RunOptions, startPortcullis } from '../support/command-line.ts';
import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { type Door, doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';

/** A bed and the sequences of its two doors. */
export interface DoorBed {
  readonly bed: Bed;
  readonly knock: { readonly open: string; readonly close: string };
}

/** A bed with the usual doors, its opening's changed as the test wants it. */
export async function bedWith(options: BedOptions = {}, change: Partial<Door> = {}): Promise<DoorBed> {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  const doors = doorPair(open, close).map((door) => (door.name === 'open' ? { ...door, ...change } : door));
  const bed = watched(await startBed({ doors, ...options }));
  onTestFinished(() => bed.stop());
  return { bed, knock: { open, close } };
}

export interface Attempt {
  readonly knock: Parameters<typeof gateProfile>[2];
  /** Of the profile, besides its knocking. */
  readonly more?: { readonly [field: string]: unknown };
  readonly run?: RunOptions;
  /** Whose data it uses; somebody new where none is told. */
  readonly person?: Person;
}

/** Lets the command line connect to a gate, with one try: it shows what several show, and tests wait for fewer of them. */
export function startAttempt(bed: Bed, { knock, more, run, person = createPerson() }: Attempt): Running {
  const profile = gateProfile(createPerson(), bed, { recovers: false, ...knock }, more);
  return startPortcullis(person, ['connect', profile, '--run', 'true', '--accept-new', '--json'], run);
}

/**
 * Waits for an attempt to fail, and expects the class, with the cause that the test has brought about among the first three.
 * @param within among so many
 */
export async function expectVerdict(
  attempt: Running,
  observed: Observed,
  trueCause: CauseId,
  within = 3,
): Promise<Diagnosis> {
  const { status, stderr, events } = await attempt.done;
  expect(status, stderr).toBe(255);
  const failed = events.find(({ event }) => event === 'failed');
  expect(failed?.['observed'], stderr).toBe(observed);
  const diagnosis = failed as unknown as Diagnosis;
  expect(diagnosis.causes.slice(0, within).map(({ id }) => id)).toContain(trueCause);
  return diagnosis;
}

/** Connects in vain, and expects what comes of it. */
export function expectDiagnosis(
  bed: Bed,
  attempt: Attempt,
  observed: Observed,
  trueCause: CauseId,
  within = 3,
): Promise<Diagnosis> {
  return expectVerdict(startAttempt(bed, attempt), observed, trueCause, within);
}
