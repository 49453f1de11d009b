/** Every way in which the product can fail and say so. A code is stable: scripts and the window's texts hang on it. */
export type FailureCode =
  | 'usage'
  | 'sequence-invalid'
  | 'host-invalid'
  | 'profile-unreadable'
  | 'profile-invalid'
  | 'profile-newer'
  | 'name-unknown'
  | 'local-network'
  | 'cancelled'
  | 'turn-lost'
  | 'gate-stayed-shut'
  | 'one-time-last'
  | 'one-time-used-up'
  | 'nothing-listens'
  | 'lets-one-in'
  | 'other-network'
  | 'way-in-invalid'
  | 'way-in-needed'
  | 'hop-unusable'
  | 'connection-lost'
  | 'not-ssh'
  | 'handshake-failed'
  | 'protocol-broken'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'host-key-revoked'
  | 'host-key-unproven'
  | 'known-hosts-unreadable'
  | 'key-unusable'
  | 'agent-unusable'
  | 'login-refused'
  | 'login-timeout'
  | 'shell-refused'
  | 'gate-still-open'
  | 'gate-state-unknown'
  | 'data-folder-unusable'
  | 'journal-damaged'
  | 'secrets-unusable'
  | 'practice-unusable'
  | 'internal';

/** What is told of a gate that was not seen shut: it ends no session, and is not how an attempt failed. */
export function isAboutClosing(code: FailureCode): boolean {
  return code === 'gate-still-open' || code === 'gate-state-unknown';
}

/**
 * A failure that is expected, shown to a person, and has an owner; anything else that is thrown is a bug.
 * `message` says what happened and what it means in one or two plain sentences, without secrets;
 * `remedy` says what to do about it.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly remedy: string | undefined;

  constructor(code: FailureCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy;
  }
}

/** Gives back a Failure as it is, and wraps anything else as `internal` so that every border has one kind of error. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure('internal', `Something unexpected went wrong: ${text}`, { cause: thrown });
}
