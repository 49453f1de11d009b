import type { Questions, SecretQuestion } from '../../shared/question.ts';
import { asksForPassword } from '../ssh/asks-for-password.ts';

/** Questions whose answers can be given once more without asking. */
export interface RememberedAnswers {
  /** Asks, and remembers what opened the door. */
  readonly asking: Questions;
  /** Answers what was answered before; gives up at anything else. */
  readonly repeating: Questions;
}

/**
 * Remembers passwords and passphrases for as long as a session lives, for a second connection to the same account. One-time
 * codes are good once, and what else a server asked is not answered for the person.
 */
export function rememberAnswers(questions: Questions): RememberedAnswers {
  const answers = new Map<string, string>();
  return {
    asking: {
      ...questions,
      async secret(question) {
        const answer = await questions.secret(question);
        const key = keyOf(question);
        if (answer !== undefined && key !== undefined) answers.set(key, answer);
        return answer;
      },
    },
    repeating: {
      secret(question) {
        const key = isFirst(question) ? keyOf(question) : undefined;
        return Promise.resolve(key === undefined ? undefined : answers.get(key));
      },
      acceptHostKey: () => Promise.resolve(false),
    },
  };
}

function isFirst(question: SecretQuestion): boolean {
  return question.kind === 'interactive' || question.attempt === 1;
}

/** undefined: its answer is not repeated. */
function keyOf(question: SecretQuestion): string | undefined {
  if (question.kind === 'passphrase') return `passphrase ${question.path}`;
  const { kind, user, host } = question;
  if (kind === 'password') return `password ${user}@${host}`;
  return asksForPassword(question) ? `interactive ${user}@${host} ${question.prompt}` : undefined;
}
