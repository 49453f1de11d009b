import { useRef } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { policyOf } from '../gates/policy-of.ts';
import { PaneSheet } from '../prompts/pane-sheet.tsx';
import { closePaneQuestion, type PaneQuestion } from '../terminal/pane-questions.ts';
import { terminalOf } from '../terminal/terminals.ts';
import { countWords } from '../text/count-words.ts';
import { Button } from '../ui/button.tsx';
import { endingAhead } from './ending-words.ts';
import { closeTabNow } from './session-actions.ts';

export interface PaneQuestionSheetProps {
  readonly session: SessionView;
  readonly question: PaneQuestion;
}

interface Asked {
  readonly title: string;
  readonly why: string;
  readonly go: string;
  readonly act: () => void;
}

/** What the window asks before it sends or ends something. The button that goes on has the focus. */
export function PaneQuestionSheet({ session, question }: PaneQuestionSheetProps) {
  const ending = useDesk(({ profiles, gates }) =>
    endingAhead(policyOf(profiles.find(({ id }) => id === session.profileId)), gates[session.profileId]),
  );
  const { title, why, go, act } = askedOf(session, question, ending);
  const goes = useRef<HTMLButtonElement>(null);
  const close = () => closePaneQuestion(session.id);
  const goOn = () => {
    close();
    act();
  };
  return (
    <PaneSheet
      profileId={session.profileId}
      tabName={session.name}
      title={title}
      why={why}
      onGiveUp={close}
      onSubmit={goOn}
      initialFocus={goes}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button ref={goes} type="submit" tone={question.kind === 'close' ? 'danger' : 'primary'}>
            {go}
          </Button>
        </>
      }
    >
      {question.kind === 'paste' && (
        <textarea
          readOnly
          aria-label="What will be pasted"
          value={question.text}
          className="field-sizing-content max-h-60 resize-none break-all rounded-md bg-sunken px-3 py-2 font-mono text-sm outline-offset-1"
        />
      )}
    </PaneSheet>
  );
}

/** @param ending what becomes of the gate after the session */
function askedOf(session: SessionView, question: PaneQuestion, ending: string): Asked {
  switch (question.kind) {
    case 'paste':
      return {
        title: `Paste ${countWords(question.lines, 'line')}?`,
        why: `A shell runs each line as it comes. They go to ${session.host}.`,
        go: 'Paste',
        act: () => terminalOf(session).paste(question.text),
      };
    case 'close':
      return {
        title: `End the session with ${session.name}?`,
        why: `What runs in it ends too. ${ending}`,
        go: 'End session',
        act: () => closeTabNow(session.id),
      };
  }
}
