import { FormField } from './form-field.tsx';
import { SequenceField } from './sequence-field.tsx';
import { ShutWhenField } from './shut-when-field.tsx';
import { useEditor } from './use-editor.ts';

/** How the gate is shut. */
export function ClosingFields() {
  const { form } = useEditor();
  return (
    <>
      {form.gate === 'one-connection' ? (
        <p className="text-muted">
          The firewall shuts the gate by itself once a connection is through. Nothing has to be knocked at the end.
        </p>
      ) : (
        <ShutWhenField />
      )}
      <SequenceField which="close" />
      <FormField
        name="opensForS"
        path="knock.opensForS"
        label="The server shuts it after"
        placeholder={form.shutWhen === 'never' ? 'not known' : 'it does not'}
        unit="s"
        isMono
        isOptional
        className="max-w-60"
      />
    </>
  );
}
