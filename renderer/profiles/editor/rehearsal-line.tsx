import { ListChecks } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { useEditor } from './use-editor.ts';

/** Leads from the editor to a rehearsal, which works on what is kept: it saves first, and says so. */
export function RehearsalLine({ onRehearse }: { readonly onRehearse: () => void }) {
  const { isSaving } = useEditor();
  return (
    <div className="flex items-center gap-3 border-t border-line pt-4">
      <Button icon={<ListChecks className="size-3.5" />} isBusy={isSaving} onClick={onRehearse}>
        Rehearse
      </Button>
      <span className="min-w-0 text-sm text-muted">
        Saves the profile, then tries it: is the gate shut, does it open, does it shut again?
      </span>
    </div>
  );
}
