import type { ShutChoice } from '../../../electron/shared/closing-policy.ts';
import { Field } from '../../ui/field.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { usual } from '../profile-form.ts';
import { FormField } from './form-field.tsx';
import { useEditor } from './use-editor.ts';

const choices: readonly SelectOption<ShutChoice>[] = [
  { value: 'last-session', label: 'With the last session' },
  { value: 'delayed', label: 'A while after the last' },
  { value: 'by-hand', label: 'Only by hand' },
  { value: 'never', label: 'Never: the server does it' },
];

const sentences: Readonly<Record<ShutChoice, string>> = {
  'last-session': 'The closing is knocked when the last session is over.',
  delayed: 'The gate stays open for a while, so that the next session need not knock.',
  'by-hand': 'The gate stays open after the last session, until you shut it or quit.',
  never: 'Nothing is knocked at the end: the server shuts the gate by itself.',
};

/** When the gate is shut. */
export function ShutWhenField() {
  const { form, profile, change } = useEditor();
  const steps = form.sequences?.close.length ?? profile?.closing?.steps ?? 0;
  const isMissing = steps === 0 && form.shutWhen !== 'never';
  const hint = isMissing ? 'Without a closing the gate stays as the server leaves it.' : sentences[form.shutWhen];
  return (
    <div className="grid grid-cols-[15rem_minmax(0,1fr)] items-start gap-x-3">
      <Field label="The gate is shut" hint={hint} className={form.shutWhen === 'delayed' ? undefined : 'col-span-2'}>
        <Select
          value={form.shutWhen}
          onValueChange={(shutWhen) => change({ shutWhen })}
          options={choices}
          className="w-60"
        />
      </Field>
      {form.shutWhen === 'delayed' && (
        <FormField
          name="shutDelayS"
          path="knock.shutDelayS"
          label="Delay"
          placeholder={String(usual.shutDelayS)}
          unit="s"
          isMono
        />
      )}
    </div>
  );
}
