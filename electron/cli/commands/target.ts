import type { LoginWay } from '../../core/ssh/default-ways.ts';
import type { Account } from '../../shared/account.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Questions } from '../../shared/question.ts';
import type { Runtime } from '../runtime.ts';

/** A host on the way to where `connect` goes. */
export type HopTarget = Pick<Target, 'profile' | 'ways'>;

/** Where `connect` goes, and how it logs in there. */
export interface Target {
  readonly profile: Profile;
  /** The jump hosts before it, the outermost first. */
  readonly hops: readonly HopTarget[];
  readonly ways: readonly LoginWay[];
  /** Where the questions of a login go, on the way or there. */
  questionsOf(account: Account): Questions;
  readonly services: Runtime['services'];
  stop(): Promise<void>;
}
