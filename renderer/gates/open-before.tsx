import { useRef, useState } from 'react';
import { diagnoseAttempt } from '../../electron/shared/diagnosis/diagnose-attempt.ts';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { CauseList } from '../sessions/cause-list.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Of a session that came through a gate that was open already: a way to learn why it may have been. */
export function OpenBefore({ session: { timeline, facts } }: { readonly session: SessionView }) {
  const [isAsked, setIsAsked] = useState(false);
  const close = useRef<HTMLButtonElement>(null);
  const diagnosis = facts && diagnoseAttempt(timeline, facts);
  if (diagnosis?.observed !== 'open-before') return undefined;
  return (
    <>
      <Button size="small" tone="ghost" onClick={() => setIsAsked(true)}>
        Why was it open?
      </Button>
      <Dialog
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title="The gate was open before"
        description={`${diagnosis.seen} The session needed no knock; what may be behind it, the commonest first:`}
        initialFocus={close}
        actions={
          <Button ref={close} onClick={() => setIsAsked(false)}>
            Close
          </Button>
        }
      >
        <CauseList causes={diagnosis.causes} />
      </Dialog>
    </>
  );
}
