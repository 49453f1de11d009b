import type { Prompt } from 'ssh2';
import type { Questions } from '../../../shared/question.ts';
import { plainServerText } from '../../../shared/server-text.ts';
import { cancelled } from '../../cancel.ts';

const longestPrompt = 400;

/** What a server asks at once (RFC 4256, 3.2). */
export interface Round {
  readonly title: string;
  readonly instructions: string;
  readonly prompts: readonly Prompt[];
  /** From 1. */
  readonly round: number;
}

interface Asked {
  readonly user: string;
  readonly host: string;
  readonly questions: Questions;
}

/** Asks the person one prompt after the other, in plain text. @throws Failure `cancelled` where they give up */
export async function answerPrompts(
  { user, host, questions }: Asked,
  { title, instructions, prompts, round }: Round,
): Promise<string[]> {
  const answers: string[] = [];
  for (const { prompt, echo } of prompts) {
    const answer = await questions.secret({
      kind: 'interactive',
      user,
      host,
      title: plainServerText(title, longestPrompt),
      instructions: plainServerText(instructions, longestPrompt),
      prompt: plainServerText(prompt, longestPrompt),
      echo: echo === true,
      of: prompts.length,
      round,
    });
    if (answer === undefined) throw cancelled();
    answers.push(answer);
  }
  return answers;
}
