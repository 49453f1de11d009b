import { client } from '../app/client.ts';
import { tellFailure } from '../app/toasts.ts';

/**
 * Sends an answer on its way and keeps nothing of it: no promise and no listener of this page holds it once it is sent.
 * @param answer undefined or false: the person gives up
 */
export function answerPrompt(id: string, answer: string | boolean | undefined, remember: boolean): void {
  client.call('prompts.answer', { id, answer, remember }).catch(tellFailure);
}
