import type { SecretQuestion } from '../../electron/shared/question.ts';
import type { PromptView } from '../../electron/shared/views/prompt-view.ts';

/** A question in the app's own words. What the server said of it is shown apart from these. */
export interface PromptWords {
  /** What is asked for. */
  readonly title: string;
  /** Who asks, and why. */
  readonly why: string;
  /** The field's name. */
  readonly label: string;
  /** The last answer was not taken. */
  readonly again: string | undefined;
}

export const hostKeyTitle = 'Is this the right server?';
export const lastSequenceTitle = 'Use the last sequence?';

/** The words of a question for a secret. */
export function promptWords(question: SecretQuestion): PromptWords {
  switch (question.kind) {
    case 'password':
      return {
        title: `Password for ${question.user}`,
        why: `${question.host} asks for it to let you in.`,
        label: 'Password',
        again: again(question.attempt, `${question.host} did not accept that password.`),
      };
    case 'passphrase':
      return {
        title: 'Passphrase of your key',
        why: `It unlocks ${question.path} on this computer. No server sees it.`,
        label: 'Passphrase',
        again: again(question.attempt, 'That passphrase does not unlock the key.'),
      };
    case 'interactive':
      return {
        title: question.echo ? 'The server asks' : 'Code or password',
        why: `${question.host} wants one more answer to let ${question.user} in.`,
        label: question.echo ? 'Answer' : 'Code or password',
        again: undefined,
      };
  }
}

function again(attempt: number, what: string): string | undefined {
  return attempt > 1 ? `${what} Try ${attempt}.` : undefined;
}

/** What a question asks, in a line. */
export function promptTitle(question: PromptView['question']): string {
  if (question.kind === 'last-sequence') return lastSequenceTitle;
  return question.kind === 'host-key' ? hostKeyTitle : promptWords(question).title;
}

/** What the server itself wrote around a question, in order and without repeating itself. */
export function serverWords(question: PromptView['question']): readonly string[] {
  if (question.kind !== 'interactive') return [];
  const said = [question.title, question.instructions, question.prompt].map((text) => text.trim());
  return said.filter((text, place) => text !== '' && said.indexOf(text) === place);
}
