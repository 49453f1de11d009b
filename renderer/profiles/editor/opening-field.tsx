import { Segmented } from '../../ui/segmented.tsx';
import { ListField } from './list-field.tsx';
import { isListOf } from './list-form.ts';
import { SequenceField } from './sequence-field.tsx';
import { useEditor } from './use-editor.ts';

/** What opens the gate: one sequence, or a list of sequences that each open it once. */
export function OpeningField() {
  const { form, profile, reveal, changeSequences } = useEditor();
  const isList = isListOf(form, profile);
  const choose = async (kind: 'one' | 'list') => {
    if (await changeSequences({ isList: kind === 'list' })) await reveal();
  };
  return (
    <>
      <div className="flex flex-col items-start gap-1">
        <span className="text-sm text-muted">What opens</span>
        <Segmented
          label="What opens"
          value={isList ? 'list' : 'one'}
          onValueChange={(kind) => void choose(kind)}
          options={[
            { value: 'one', label: 'One sequence' },
            { value: 'list', label: 'A list of one-time sequences' },
          ]}
        />
      </div>
      {isList ? <ListField /> : <SequenceField which="open" />}
    </>
  );
}
