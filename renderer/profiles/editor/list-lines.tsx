import { EyeOff } from 'lucide-react';
import { useId } from 'react';
import { fieldComplaint } from '../../text/field-complaint.ts';
import { Button } from '../../ui/button.tsx';
import { Complaint } from '../../ui/complaint.tsx';
import { typedList } from '../draft-of.ts';
import { listPath } from './editor-state.ts';
import { ListNotes } from './list-notes.tsx';
import { useEditor } from './use-editor.ts';

export interface ListLinesProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onHide: () => void;
}

/** A list in clear, to be pasted and changed, in the format of knockd's file. */
export function ListLines({ text, onChange, onHide }: ListLinesProps) {
  const { leave, problem } = useEditor();
  const wrong = fieldComplaint('list', problem(listPath));
  const wrongId = useId();
  return (
    <>
      <textarea
        value={text}
        data-path={listPath}
        rows={5}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        aria-label="One-time sequences, a line each"
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : wrongId}
        placeholder={'7000,8000:udp,9000\n7100,8100:udp,9100'}
        onChange={({ target }) => onChange(target.value)}
        onBlur={() => leave(listPath)}
        className="block w-full scroll-mb-20 resize-y rounded-md bg-sunken p-2 font-mono text-ink outline-none inset-ring inset-ring-line placeholder:text-faint focus:inset-ring-2 focus:inset-ring-focus aria-invalid:inset-ring-stuck"
      />
      <div className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          {wrong !== undefined && (
            <div id={wrongId} role="alert">
              <Complaint>{wrong}</Complaint>
            </div>
          )}
          <ListNotes list={typedList(text)} isEmpty={text.trim() === ''} />
        </div>
        {text.trim() !== '' && (
          <Button size="small" icon={<EyeOff className="size-3.5" />} onClick={onHide}>
            Hide
          </Button>
        )}
      </div>
    </>
  );
}
