import { FileWarning } from 'lucide-react';
import { useState } from 'react';
import { asFailure, type Failure } from '../../electron/shared/failure.ts';
import { sequencesLeftWords } from '../../electron/shared/one-time-list.ts';
import type { ImportItem, ImportPreview } from '../../electron/shared/views/import-preview.ts';
import { client } from '../app/client.ts';
import { FailureNote } from '../app/failure-note.tsx';
import { closeSheet, dropSheet } from '../app/sheet-store.ts';
import { mayKeep } from '../settings/encryption-question.ts';
import { countWords } from '../text/count-words.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showToast } from '../ui/toast.tsx';

/** What is in the chosen files, before anything is kept. */
export function ImportSheet({ preview, isOpen }: { readonly preview: ImportPreview; readonly isOpen: boolean }) {
  const usable = preview.items.flatMap(({ found }, index) => (found.kind === 'profile' ? [index] : []));
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(usable));
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const toggle = (index: number) => {
    const next = new Set(chosen);
    if (!next.delete(index)) next.add(index);
    setChosen(next);
  };
  const keep = async () => {
    if (!(await mayKeep())) return;
    setIsBusy(true);
    setFailure(undefined);
    try {
      const kept = await client.call('profiles.import', { id: preview.id, chosen: [...chosen] });
      closeSheet();
      showToast({ title: `${countWords(kept.length, 'profile')} imported` });
    } catch (thrown) {
      setFailure(asFailure(thrown));
    }
    setIsBusy(false);
  };
  return (
    <Sheet
      isOpen={isOpen}
      onClose={closeSheet}
      onGone={dropSheet}
      title="Import profiles"
      actions={
        <>
          <Button onClick={closeSheet}>Cancel</Button>
          <Button tone="primary" disabled={chosen.size === 0} isBusy={isBusy} onClick={() => void keep()}>
            {chosen.size === 0 ? 'Import' : `Import ${countWords(chosen.size, 'profile')}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {failure !== undefined && <FailureNote failure={failure} />}
        {usable.length > 1 && (
          <Checkbox
            isChecked={chosen.size === usable.length}
            onChange={(isChecked) => setChosen(new Set(isChecked ? usable : []))}
            className="border-b border-line pb-3 text-muted"
          >
            All {usable.length} that can be used
          </Checkbox>
        )}
        <ul className="flex flex-col gap-3">
          {preview.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file is known by its place in the preview
            <li key={index}>
              <ImportLine item={item} isChosen={chosen.has(index)} onToggle={() => toggle(index)} />
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
}

interface ImportLineProps {
  readonly item: ImportItem;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function ImportLine({ item: { file, found }, isChosen, onToggle }: ImportLineProps) {
  if (found.kind === 'unusable') {
    return (
      <div className="flex gap-2">
        <FileWarning aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-stuck" />
        <div className="min-w-0">
          <p className="truncate font-mono text-sm">{file}</p>
          <p className="text-sm text-muted">{found.message}</p>
        </div>
      </div>
    );
  }
  const steps = [
    found.sequencesLeft === undefined
      ? `${countWords(found.openingSteps, 'step')} to open`
      : `${sequencesLeftWords(found.sequencesLeft)} to open`,
    found.closingSteps === undefined ? 'nothing to shut' : `${found.closingSteps} to shut`,
  ];
  return (
    <Checkbox isChecked={isChosen} onChange={onToggle}>
      <span className="flex min-w-0 flex-col">
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium">{found.name}</span>
          <span className="truncate font-mono text-xs text-faint">{found.host}</span>
        </span>
        <span className="flex min-w-0 gap-1 text-sm text-muted">
          <span className="shrink-0">{steps.join(', ')} ·</span>
          <span className="truncate font-mono" title={file}>
            {file}
          </span>
        </span>
        {found.isDuplicate && (
          <span className="text-sm text-muted">A profile of this name is there; this one gets another name.</span>
        )}
        {found.wayIn !== undefined && (
          <span className={found.wayIn.isKnown ? 'text-sm text-muted' : 'text-sm text-stuck'}>
            {found.wayIn.isKnown
              ? `Reached by way of ${found.wayIn.name}.`
              : `Reached by way of ${found.wayIn.name}, which is not among your profiles: choose its way in after importing.`}
          </span>
        )}
        {found.isExposed && (
          <span className="text-sm text-stuck">Others on this computer can read the file, and its sequences.</span>
        )}
      </span>
    </Checkbox>
  );
}
