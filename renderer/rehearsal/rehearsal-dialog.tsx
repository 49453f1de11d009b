import { Pencil } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type RehearsalVerdict, rehearsalVerdict } from '../../electron/shared/rehearsal-verdict.ts';
import { rehearsalAdvice } from '../../electron/shared/rehearsal-words.ts';
import type { RehearsalView } from '../../electron/shared/views/rehearsal-view.ts';
import { practiceProfileId } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { closeSheet, dropSheet } from '../app/sheet-store.ts';
import { cancelGate } from '../gates/gate-actions.ts';
import { editProfile } from '../profiles/profile-actions.ts';
import { CauseList } from '../sessions/cause-list.tsx';
import { countWords } from '../text/count-words.ts';
import { practiceName, practiceSentence } from '../text/practice-words.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { GateMark } from '../ui/gate-mark.tsx';
import { RehearsalLines } from './rehearsal-lines.tsx';
import { rehearsalMark } from './rehearsal-mark.ts';
import { rehearse, useRehearsals } from './rehearsal-store.ts';

export interface RehearsalDialogProps {
  readonly profileId: string;
  readonly isOpen: boolean;
}

/** A rehearsal as it goes, and at its end what it has shown and what to do. */
export function RehearsalDialog({ profileId, isOpen }: RehearsalDialogProps) {
  const view = useRehearsals((rehearsals) => rehearsals[profileId]);
  const gate = useDesk((desk) => desk.gates[profileId]);
  const kept = useDesk((desk) => desk.profiles.find(({ id }) => id === profileId)?.name);
  const [isBreakingOff, setIsBreakingOff] = useState(false);
  const main = useRef<HTMLButtonElement>(null);
  const isOver = view?.isOver;
  // Cancel has gone, and the focus with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that takes the button away
  useEffect(() => main.current?.focus(), [isOver]);
  if (view === undefined) return undefined;

  const isPractice = profileId === practiceProfileId;
  const cancel = () => {
    setIsBreakingOff(true);
    cancelGate(profileId);
  };
  // Breaking off takes a moment too: it shuts what is open, and that is shown. Whoever does not want to wait need not.
  const close = () => (isOver || isBreakingOff ? closeSheet() : cancel());
  const again = () => {
    setIsBreakingOff(false);
    void rehearse(profileId);
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      onGone={dropSheet}
      title={`Rehearsal: ${isPractice ? practiceName : (kept ?? 'a deleted profile')}`}
      description="Looks at the gate, knocks it open, and shuts it again."
      initialFocus={main}
      actions={
        isOver ? (
          <>
            {!isPractice && kept !== undefined && (
              <Button icon={<Pencil className="size-3.5" />} onClick={() => editProfile(profileId)} className="mr-auto">
                Edit
              </Button>
            )}
            <Button onClick={again}>Rehearse again</Button>
            <Button tone="primary" ref={main} onClick={closeSheet}>
              Done
            </Button>
          </>
        ) : (
          <Button ref={main} onClick={cancel} isBusy={isBreakingOff}>
            Cancel
          </Button>
        )
      }
    >
      <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-6 pt-2">
        <GateMark {...rehearsalMark(view, gate)} size={96} label="" className="h-auto w-full" />
        <RehearsalLines view={view} />
      </div>
      <Note view={view} />
      {isOver && view.found.diagnosis !== undefined && (
        <Disclosure title={countWords(view.found.diagnosis.causes.length, 'possible cause')}>
          <CauseList causes={view.found.diagnosis.causes} />
        </Disclosure>
      )}
    </Dialog>
  );
}

const noteLooks = {
  quiet: 'inset-ring inset-ring-line',
  good: 'bg-accent-soft',
  bad: 'bg-stuck-soft inset-ring inset-ring-stuck-line',
} as const;

/** What to mind while it runs, and then what it has shown: always in its place, so that it is read out when it comes. */
function Note({ view: { profileId, found, isOver, isCancelled } }: { readonly view: RehearsalView }) {
  const verdict = isOver && !isCancelled ? rehearsalVerdict(found) : undefined;
  const isPractice = profileId === practiceProfileId;
  const look = verdict?.isGood === undefined ? 'quiet' : verdict.isGood ? 'good' : 'bad';
  const title = verdict?.title ?? (isOver ? 'Broken off' : undefined);
  const whileRunning = isPractice ? practiceSentence : rehearsalAdvice;
  return (
    <div
      role="status"
      data-selectable=""
      className={classNames('min-h-16 rounded-md px-3 py-2 select-text', noteLooks[look])}
    >
      {title !== undefined && <p className={classNames('font-medium', look === 'bad' && 'text-stuck')}>{title}</p>}
      <p className={isOver ? undefined : 'text-muted'}>
        {verdict?.text ?? (isOver ? brokenOffWords(found) : whileRunning)} {!isPractice && verdict?.advice}
        {verdict?.proposes !== undefined && inEditor[verdict.proposes]}
      </p>
    </div>
  );
}

/** Where the editor has what a verdict proposes for the profile. */
const inEditor = {
  timed: 'In the editor: What listens, “A daemon that shuts by itself”, and under Closing, The server shuts it after.',
  'one-connection': 'In the editor: What listens, “Firewall chain, lets one connection in”.',
  few: 'In the editor: New connections, “As few as possible”.',
} as const satisfies Readonly<Record<NonNullable<RehearsalVerdict['proposes']>, string>>;

function brokenOffWords({ closing }: RehearsalView['found']): string {
  if (closing === undefined) return 'Nothing was opened.';
  if (closing.kind === 'shut') return 'What had been opened is shut again.';
  return 'message' in closing ? closing.message : 'The gate is left as the server keeps it.';
}
