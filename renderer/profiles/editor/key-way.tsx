import { client } from '../../app/client.ts';
import { tellFailure } from '../../app/toasts.ts';
import { fieldComplaint } from '../../text/field-complaint.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { SecretInput } from '../../ui/secret-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { WayForm } from '../profile-form.ts';
import { useEditor } from './use-editor.ts';

export interface KeyWayProps {
  readonly way: WayForm;
  readonly place: number;
  readonly onChange: (way: WayForm) => void;
}

/** A key file and its passphrase. */
export function KeyWay({ way, place, onChange }: KeyWayProps) {
  const { profile, lost, secrets, problem, leave } = useEditor();
  const path = `auth.${place}.path`;
  const wrong = fieldComplaint('file', problem(path));
  const named = way.text.trim();
  const isKept = profile?.passphrasesKept.includes(named) === true && !lost.passphrases.includes(named);
  const choose = async () => {
    try {
      const chosen = await client.call('profiles.chooseKey');
      if (chosen !== undefined) onChange({ ...way, text: chosen });
    } catch (thrown) {
      tellFailure(thrown);
    }
  };
  return (
    <>
      <div className="flex items-end gap-2">
        <Field label="File" error={wrong} className="flex-1">
          <TextInput
            isMono
            data-path={path}
            placeholder="~/.ssh/id_ed25519"
            value={way.text}
            onValueChange={(text) => onChange({ ...way, text })}
            onBlur={() => leave(path)}
          />
        </Field>
        <Button onClick={() => void choose()} className={wrong === undefined ? '' : 'mb-5'}>
          Choose…
        </Button>
      </div>
      <Field label="Passphrase">
        <SecretInput
          secretName="passphrase"
          ref={secrets.field(`passphrase ${way.key}`)}
          placeholder={isKept ? 'kept; type to replace it' : 'asked for when it is needed'}
        />
      </Field>
    </>
  );
}
