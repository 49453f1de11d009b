import { randomUUID } from 'node:crypto';
import type { PromptView } from '../../../shared/views/prompt-view.ts';

/** What a person gave: a text, or a yes or no; `undefined` gives up. */
export interface PromptAnswer {
  readonly answer: string | boolean | undefined;
  readonly remember: boolean;
}

/** Where sessions put their questions, and a window its answers. An answer is handed on and not kept. */
export interface PromptDesk {
  views(): readonly PromptView[];
  /**
   * Asks, and waits for the one answer.
   * @param signal withdraws the question
   * @returns undefined when it was withdrawn
   */
  ask(prompt: Omit<PromptView, 'id'>, signal: AbortSignal): Promise<PromptAnswer | undefined>;
  /** Answers a question; one that is not there (any more) is no error. */
  answer(id: string, answer: PromptAnswer): void;
}

/** @param onDidChange hears of all open questions whenever one comes or goes */
export function createPromptDesk(onDidChange: (prompts: readonly PromptView[]) => void): PromptDesk {
  const open = new Map<string, { readonly view: PromptView; settle(answer: PromptAnswer | undefined): void }>();
  const views = () => [...open.values()].map(({ view }) => view);
  return {
    views,
    ask: (prompt, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(undefined);
        // Random: an answer to an earlier question must not fit a later one.
        const id = randomUUID();
        const settle = (answer: PromptAnswer | undefined) => {
          signal.removeEventListener('abort', withdraw);
          open.delete(id);
          onDidChange(views());
          resolve(answer);
        };
        const withdraw = () => settle(undefined);
        signal.addEventListener('abort', withdraw, { once: true });
        open.set(id, { view: { id, ...prompt }, settle });
        onDidChange(views());
      }),
    answer: (id, answer) => open.get(id)?.settle(answer),
  };
}
