import { useRef } from 'react';
import { useDesk } from '../app/desk-store.ts';
import { closeSheet, dropSheet } from '../app/sheet-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { startSessions } from './connect-all.ts';

export interface ConnectAllDialogProps {
  readonly label: string;
  readonly profileIds: readonly string[];
  readonly isOpen: boolean;
}

/** Asks before a whole group's sessions are started at once. */
export function ConnectAllDialog({ label, profileIds, isOpen }: ConnectAllDialogProps) {
  const profiles = useDesk((desk) => desk.profiles);
  const names = profileIds.flatMap((id) => profiles.find((profile) => profile.id === id)?.name ?? []);
  const go = useRef<HTMLButtonElement>(null);
  const start = () => {
    closeSheet();
    void startSessions(profileIds);
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={closeSheet}
      onGone={dropSheet}
      title={`Start ${profileIds.length} sessions?`}
      description={`Each profile of ${label} gets a tab. Gates at one address are knocked one after another.`}
      initialFocus={go}
      actions={
        <>
          <Button onClick={closeSheet}>Cancel</Button>
          <Button tone="primary" ref={go} onClick={start}>
            Start all
          </Button>
        </>
      }
    >
      <p className="max-h-40 overflow-y-auto break-words">{names.join(', ')}</p>
    </Dialog>
  );
}
