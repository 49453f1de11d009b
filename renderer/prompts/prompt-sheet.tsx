import type { PromptView } from '../../electron/shared/views/prompt-view.ts';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { HostKeyPrompt } from './host-key-prompt.tsx';
import { LastSequencePrompt } from './last-sequence-prompt.tsx';
import { SecretPrompt } from './secret-prompt.tsx';

export interface PromptSheetProps {
  readonly session: SessionView;
  readonly prompt: PromptView;
}

/** The sheet that suits a question; each question gets fields of its own. */
export function PromptSheet({ session, prompt }: PromptSheetProps) {
  const { id, question } = prompt;
  if (question.kind === 'host-key') {
    return <HostKeyPrompt key={id} session={session} promptId={id} question={question} />;
  }
  if (question.kind === 'last-sequence') {
    return <LastSequencePrompt key={id} session={session} promptId={id} host={question.host} />;
  }
  return <SecretPrompt key={id} session={session} prompt={{ ...prompt, question }} />;
}
