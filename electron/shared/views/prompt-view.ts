import type { HostKeyQuestion, LastSequenceQuestion, SecretQuestion } from '../question.ts';

/** A question that a session waits for. It is shown over its own tab, outside of what a server can draw. */
export interface PromptView {
  readonly id: string;
  readonly sessionId: string;
  readonly question:
    | SecretQuestion
    | ({ readonly kind: 'host-key' } & HostKeyQuestion)
    | ({ readonly kind: 'last-sequence' } & LastSequenceQuestion);
  /** Whether the answer may be kept (passwords and passphrases, where keeping is possible). */
  readonly canRemember: boolean;
  /** Why it is asked although an answer was kept: a sentence. */
  readonly whyAsked?: string | undefined;
}
