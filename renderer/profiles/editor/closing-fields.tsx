import { FormField } from './form-field.tsx';
import { SequenceField } from './sequence-field.tsx';
import { useEditor } from './use-editor.ts';

/** How the gate is shut. */
export function ClosingFields() {
  const { form } = useEditor();
  return (
    <>
      <p className="text-muted">
        {form.gate === 'one-connection'
          ? 'The firewall shuts by itself once a connection is through. Nothing is knocked at the end.'
          : 'Knocked when the last session is over. Without it the gate stays as the server leaves it.'}
      </p>
      <SequenceField which="close" />
      <FormField
        name="opensForS"
        path="knock.opensForS"
        label="The server shuts by itself after"
        placeholder="it does not"
        unit="s"
        isMono
        isOptional
        className="max-w-60"
      />
    </>
  );
}
