import { create } from 'zustand';

/** What the window itself asks over a tab before it goes on. */
export type PaneQuestion =
  | { readonly kind: 'paste'; readonly text: string; readonly lines: number }
  | { readonly kind: 'close' };

/** The open question of each session's pane; one at a time, a newer one takes the place of an older. */
export const usePaneQuestions = create<Readonly<Record<string, PaneQuestion | undefined>>>()(() => ({}));

/** Asks over a session's pane. */
export function askInPane(sessionId: string, question: PaneQuestion): void {
  usePaneQuestions.setState({ [sessionId]: question });
}

/** The question was answered, or has no meaning any more. */
export function closePaneQuestion(sessionId: string): void {
  if (usePaneQuestions.getState()[sessionId] !== undefined) usePaneQuestions.setState({ [sessionId]: undefined });
}
