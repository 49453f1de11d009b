import type { SecretQuestion } from '../../shared/question.ts';
import type { SecretPlace } from '../profiles/profile-library.ts';

/** The kept secrets of the one that a session logs in as. Paths are absolute here. */
export interface LoginSecrets {
  /** undefined: none is kept, or it cannot be read. */
  kept(place: SecretPlace): Promise<string | undefined>;
  /** Keeps one; undefined where nothing may be kept. @throws Failure */
  readonly keep?: ((place: SecretPlace, secret: string) => Promise<void>) | undefined;
}

/**
 * Which kept secret may answer a question (section 4 of the design): a password only a password's first question or a
 * single hidden prompt, a passphrase only its key's first question. What was wrong once is asked of the person.
 */
export function secretThatMayAnswer(question: SecretQuestion): SecretPlace | undefined {
  if (question.kind === 'interactive') return question.echo || question.of !== 1 ? undefined : { kind: 'password' };
  if (question.attempt !== 1) return undefined;
  return question.kind === 'password' ? { kind: 'password' } : { kind: 'passphrase', path: question.path };
}
