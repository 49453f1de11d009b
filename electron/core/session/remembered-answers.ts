import type { Questions, SecretQuestion } from '../../shared/question.ts';

/** Questions whose answers can be given once more without asking. */
export interface RememberedAnswers {
  /** Asks, and remembers what opened the door. */
  readonly asking: Questions;
  /** Answers what was answered before; gives up at anything else. */
  readonly repeating: Questions;
}

/**
 * Remembers passwords and passphrases for as long as a session lives, for a second connection to the same host. One-time
 * codes are good once.
 */
export function rememberAnswers(questions: Questions): RememberedAnswers {
  const answers = new Map<string, string>();
  return {
    asking: {
      ...questions,
      async secret(question) {
        const answer = await questions.secret(question);
        if (answer !== undefined) answers.set(keyOf(question), answer);
        return answer;
      },
    },
    repeating: {
      secret: (question) => Promise.resolve(isFirst(question) ? answers.get(keyOf(question)) : undefined),
      acceptHostKey: () => Promise.resolve(false),
    },
  };
}

function isFirst(question: SecretQuestion): boolean {
  return question.kind === 'interactive' || question.attempt === 1;
}

function keyOf(question: SecretQuestion): string {
  if (question.kind === 'password') return 'password';
  return question.kind === 'passphrase' ? `passphrase ${question.path}` : `interactive ${question.prompt}`;
}
