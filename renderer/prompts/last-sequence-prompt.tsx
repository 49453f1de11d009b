import { useState } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { Button } from '../ui/button.tsx';
import { answerPrompt } from './answer-prompt.ts';
import { PaneSheet } from './pane-sheet.tsx';
import { lastSequenceTitle } from './prompt-words.ts';

export interface LastSequencePromptProps {
  readonly session: SessionView;
  readonly promptId: string;
  readonly host: string;
}

/** Asks before the last one-time sequence is used. Neither answer has the focus: Enter alone uses nothing up. */
export function LastSequencePrompt({ session, promptId, host }: LastSequencePromptProps) {
  const [isSent, setIsSent] = useState(false);
  const answer = (isAgreed: boolean) => {
    if (isSent) return;
    setIsSent(true);
    answerPrompt(promptId, isAgreed, false);
  };
  return (
    <PaneSheet
      profileId={session.profileId}
      tabName={session.name}
      title={lastSequenceTitle}
      why={`It is the last of the list for ${host}. knockd 0.8 crashes when it is used: the gate opens, and then no gate of that server opens or shuts any more.`}
      onGiveUp={() => answer(false)}
      actions={
        <>
          <Button onClick={() => answer(false)} disabled={isSent}>
            Do not use it
          </Button>
          <Button tone="danger" onClick={() => answer(true)} isBusy={isSent}>
            Use it
          </Button>
        </>
      }
    >
      <p className="text-sm text-muted">
        Better: put a new list on the server and into the profile first. After the last one somebody has to start knockd
        again there, with a new list.
      </p>
    </PaneSheet>
  );
}
