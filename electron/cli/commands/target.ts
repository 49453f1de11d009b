import type { Authentication, Profile } from '../../shared/profile.ts';
import type { Questions } from '../../shared/question.ts';
import type { Runtime } from '../runtime.ts';

/** Where `connect` goes, and how it logs in there. */
export interface Target {
  readonly profile: Profile;
  readonly ways: readonly Authentication[];
  readonly questions: Questions;
  readonly services: Runtime['services'];
  stop(): Promise<void>;
}
