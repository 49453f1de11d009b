import { Download, Plus } from 'lucide-react';
import { practiceProfileId } from '../../electron/shared/views/session-view.ts';
import { chooseImport } from '../profiles/import-profiles.ts';
import { startSession } from '../sessions/session-actions.ts';
import { practiceName, practiceSentence } from '../text/practice-words.ts';
import { lowerFirst } from '../text/sentence.ts';
import { Button } from '../ui/button.tsx';
import { GateMark } from '../ui/gate-mark.tsx';
import { openSheet } from './sheet-store.ts';

/** Where nothing is yet: what this is, and three ways on. */
export function FirstScreen() {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center-safe gap-8 overflow-y-auto p-8">
      <GateMark state="shut" size={144} label="" />
      <div className="flex max-w-110 flex-col items-center gap-2 text-center">
        <h1 className="text-2xl font-semibold tracking-tight">Portcullis</h1>
        <p className="text-lg text-balance text-muted">
          It knocks your server’s gate open, gives you a terminal, and shuts the gate behind you.
        </p>
      </div>
      <div className="flex flex-col items-center gap-3">
        <div className="flex flex-wrap justify-center gap-2">
          <Button
            tone="primary"
            data-focus-home=""
            icon={<GateMark state="shut" label="" className="!text-on-fill" />}
            onClick={() => void startSession(practiceProfileId)}
            className="!h-9 !px-4"
          >
            Try the practice gate
          </Button>
          <Button
            icon={<Plus className="size-4" />}
            onClick={() => openSheet({ kind: 'editor', profileId: undefined })}
            className="!h-9 !px-4"
          >
            New profile
          </Button>
          <Button icon={<Download className="size-4" />} onClick={() => void chooseImport()} className="!h-9 !px-4">
            Import
          </Button>
        </div>
        <p className="max-w-110 text-center text-sm text-balance text-faint">
          {practiceName}: {lowerFirst(practiceSentence)}
        </p>
      </div>
    </div>
  );
}
