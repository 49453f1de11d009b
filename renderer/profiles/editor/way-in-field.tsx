import { useDesk } from '../../app/desk-store.ts';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { directly, wayInChoices } from '../way-in-choices.ts';
import { useEditor } from './use-editor.ts';

/** From where the server is reached. There is nothing to choose as long as there is no other profile. */
export function WayInField() {
  const { form, change } = useEditor();
  const profiles = useDesk((desk) => desk.profiles);
  const choices = wayInChoices(profiles, form.id, form.via);
  if (choices.length === 1) return undefined;
  const isGone = form.via !== '' && !profiles.some(({ id }) => id === form.via);
  return (
    <Field label="Way in" hint={hintOf(form.via, isGone)}>
      <Select
        value={form.via === '' ? directly : form.via}
        onValueChange={(via) => change({ via: via === directly ? '' : via })}
        options={choices}
        className="w-full"
      />
    </Field>
  );
}

function hintOf(via: string, isGone: boolean): string | undefined {
  if (isGone) return 'It cannot be connected to until another way in is chosen.';
  return via === '' ? undefined : 'Host and knocks are meant as seen from there.';
}
