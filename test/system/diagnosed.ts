import { expect } from 'vitest';
import type { CauseId } from '../../electron/shared/diagnosis/causes.ts';
import type { Diagnosis, Observed } from '../../electron/shared/diagnosis/diagnosis.ts';
import { createPerson, portcullis, type RunOptions } from '../support/command-line.ts';
import type { Bed } from './bed/bed.ts';
import { gateProfile } from './gate-profile.ts';

interface Attempt {
  readonly knock: Parameters<typeof gateProfile>[2];
  /** Of the profile, besides its knocking. */
  readonly more?: { readonly [field: string]: unknown };
  readonly run?: RunOptions;
}

/** Lets the command line connect to a gate where it cannot, and gives its diagnosis. */
export async function diagnosisOf(bed: Bed, { knock, more, run }: Attempt): Promise<Diagnosis> {
  // One attempt shows what several show, and tests wait for fewer of them.
  const profile = gateProfile(createPerson(), bed, { recovers: false, ...knock }, more);
  const result = await portcullis(createPerson(), ['connect', profile, '--run', 'true', '--accept-new', '--json'], run);
  expect(result.status, result.stderr).toBe(255);
  const failed = result.events.find(({ event }) => event === 'failed');
  expect(failed, result.stderr).toHaveProperty('observed');
  return failed as unknown as Diagnosis;
}

/** Connects in vain, and expects what is observed, with the cause that the test has brought about among those named. */
export async function expectDiagnosis(
  bed: Bed,
  attempt: Attempt,
  observed: Observed,
  trueCause: CauseId,
): Promise<Diagnosis> {
  const diagnosis = await diagnosisOf(bed, attempt);
  expect(diagnosis.observed, JSON.stringify(diagnosis)).toBe(observed);
  expect(diagnosis.causes.map(({ id }) => id)).toContain(trueCause);
  return diagnosis;
}
