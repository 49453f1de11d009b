import type { SecretQuestion } from '../../../shared/question.ts';
import type { SecretPlace } from '../../profiles/bound-secret.ts';
import { asksForPassword } from '../../ssh/asks-for-password.ts';

/** The kept secrets of the one that a session logs in as. Paths are absolute here. */
export interface LoginSecrets {
  /** undefined: none is kept, it cannot be read, or it is for somebody else. */
  kept(place: SecretPlace): Promise<string | undefined>;
  /** Why one that was kept is asked for again; once for each. */
  readonly whyGone?: ((place: SecretPlace) => string | undefined) | undefined;
  /** Keeps one; undefined where nothing may be kept. @throws Failure */
  readonly keep?: ((place: SecretPlace, secret: string) => Promise<void>) | undefined;
}

/**
 * Which kept secret may answer a question (section 4 of the design): a password only a password's first question or a
 * prompt that asks for it, a passphrase only its key's first question. What was wrong once is asked of the person.
 */
export function secretThatMayAnswer(question: SecretQuestion): SecretPlace | undefined {
  if (question.kind === 'interactive') return asksForPassword(question) ? { kind: 'password' } : undefined;
  if (question.attempt !== 1) return undefined;
  return question.kind === 'password' ? { kind: 'password' } : { kind: 'passphrase', path: question.path };
}
