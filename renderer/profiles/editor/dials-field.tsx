import type { DialsChoice } from '../../../electron/shared/profile.ts';
import { Field } from '../../ui/field.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { useEditor } from './use-editor.ts';

const choices: readonly SelectOption<DialsChoice>[] = [
  { value: 'usual', label: 'As many as needed' },
  { value: 'few', label: 'As few as possible: the firewall counts them' },
];

const sentences: Readonly<Record<DialsChoice, string>> = {
  usual: 'The session’s own, and a few that look whether the gate is shut.',
  few: 'Only the session’s own; a minute later one more, to see that it is shut.',
};

/** How many new connections the gate is given to see. */
export function DialsField({ className }: { readonly className?: string }) {
  const { form, change } = useEditor();
  return (
    <Field label="New connections" hint={sentences[form.dials]} className={className}>
      <Select value={form.dials} onValueChange={(dials) => change({ dials })} options={choices} className="w-full" />
    </Field>
  );
}
