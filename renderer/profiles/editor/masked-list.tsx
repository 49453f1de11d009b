import { Eye } from 'lucide-react';
import { countWords } from '../../text/count-words.ts';
import { fieldComplaint } from '../../text/field-complaint.ts';
import { Button } from '../../ui/button.tsx';
import { Complaint } from '../../ui/complaint.tsx';
import { typedList } from '../draft-of.ts';
import { listPath } from './editor-state.ts';
import { ListNotes } from './list-notes.tsx';
import { useEditor } from './use-editor.ts';

export interface MaskedListProps {
  /** What was typed or imported; undefined: kept, and not here. */
  readonly text: string | undefined;
  readonly count: number;
  readonly onShow: () => void;
}

/** A list of which only the number of its sequences is seen, until somebody asks for more. */
export function MaskedList({ text, count, onShow }: MaskedListProps) {
  const { problem } = useEditor();
  const wrong = fieldComplaint('list', text === undefined ? undefined : (typedList(text).why ?? problem(listPath)));
  return (
    <>
      <div className="flex min-h-11 items-center gap-1.5 rounded-md bg-sunken p-2 pl-3 inset-ring inset-ring-line">
        <span className="min-w-0 flex-1 truncate text-muted">
          <span aria-hidden="true" className="pr-2 font-mono text-xs tracking-widest text-faint">
            •••• •••• ••••
          </span>
          {countWords(count, 'sequence')}
        </span>
        <Button size="small" icon={<Eye className="size-3.5" />} onClick={onShow}>
          Show and edit
        </Button>
      </div>
      {wrong !== undefined && (
        <div role="alert">
          <Complaint>{wrong}</Complaint>
        </div>
      )}
      {text !== undefined && text.trim() !== '' && <ListNotes list={typedList(text)} isEmpty={false} />}
    </>
  );
}
