import { useState } from 'react';
import type { HostKeyQuestion } from '../../electron/shared/question.ts';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { placeWords } from '../text/place-words.ts';
import { Button } from '../ui/button.tsx';
import { answerPrompt } from './answer-prompt.ts';
import { Fingerprint } from './fingerprint.tsx';
import { PaneSheet } from './pane-sheet.tsx';
import { hostKeyTitle } from './prompt-words.ts';

export interface HostKeyPromptProps {
  readonly session: SessionView;
  readonly promptId: string;
  readonly question: HostKeyQuestion;
}

/** Asks whether an unknown host key is the server's. Neither answer has the focus: Enter alone accepts nothing. */
export function HostKeyPrompt({ session, promptId, question }: HostKeyPromptProps) {
  const [isSent, setIsSent] = useState(false);
  const { host, address, keyKind, fingerprint } = question;
  const answer = (isAccepted: boolean) => {
    if (isSent) return;
    setIsSent(true);
    answerPrompt(promptId, isAccepted, false);
  };
  return (
    <PaneSheet
      profileId={session.profileId}
      tabName={session.name}
      title={hostKeyTitle}
      why={`You have not been at ${placeWords(question)} before${host === address ? '' : ` (${address})`}. This is the fingerprint of its key.`}
      onGiveUp={() => answer(false)}
      actions={
        <>
          <Button onClick={() => answer(false)} disabled={isSent}>
            Refuse
          </Button>
          <Button tone="primary" onClick={() => answer(true)} isBusy={isSent}>
            Accept
          </Button>
        </>
      }
    >
      <div className="rounded-md bg-sunken px-3 py-2">
        <div className="pb-1 text-xs text-faint">{keyKind}</div>
        <Fingerprint fingerprint={fingerprint} />
      </div>
      <p className="text-sm text-muted">
        Compare it with what the server itself shows, or ask whoever runs it:{' '}
        <code data-selectable="" className="text-ink">
          ssh-keygen -lf /etc/ssh/ssh_host_{keyKind.toLowerCase()}_key.pub
        </code>
      </p>
    </PaneSheet>
  );
}
