import type { PromptView } from '../../electron/shared/views/prompt-view.ts';
import { type DeskStore, useDesk } from '../app/desk-store.ts';
import { showSession } from '../sessions/session-actions.ts';
import { showToast } from '../ui/toast.tsx';
import { promptTitle } from './prompt-words.ts';

/**
 * Tells of each question that waits in a tab which is not in front, for as long as it waits there: a tab of many is
 * overlooked. @returns the function that ends it
 */
export function tellBackgroundPrompts(): () => void {
  const told = new Map<string, () => void>();
  const tell = (desk: DeskStore) => {
    const waiting = desk.prompts.filter(({ sessionId }) => sessionId !== desk.selectedSessionId);
    for (const [id, takeAway] of told) {
      if (waiting.some((prompt) => prompt.id === id)) continue;
      takeAway();
      told.delete(id);
    }
    for (const prompt of waiting) if (!told.has(prompt.id)) told.set(prompt.id, toastOf(prompt, desk));
  };
  tell(useDesk.getState());
  const stop = useDesk.subscribe((desk, before) => {
    if (desk.prompts !== before.prompts || desk.selectedSessionId !== before.selectedSessionId) tell(desk);
  });
  return () => {
    stop();
    for (const takeAway of told.values()) takeAway();
  };
}

function toastOf({ sessionId, question }: PromptView, { sessions }: DeskStore): () => void {
  const name = sessions.find(({ id }) => id === sessionId)?.name ?? 'A session';
  return showToast({
    title: `${name} asks`,
    description: promptTitle(question),
    isLasting: true,
    action: { label: 'Show', onSelect: () => showSession(sessionId) },
  });
}
