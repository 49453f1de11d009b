import { Segmented } from '../../ui/segmented.tsx';
import { FormField } from './form-field.tsx';
import { useEditor } from './use-editor.ts';

const choices = [
  { value: 'app', label: 'As the app' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** How this profile's terminal differs from the others. */
export function TerminalFields() {
  const { form, change } = useEditor();
  return (
    <>
      <div className="flex flex-col items-start gap-1">
        <span className="text-sm text-muted">Colours</span>
        <Segmented
          label="Colours of the terminal"
          value={form.colours === '' ? 'app' : form.colours}
          onValueChange={(value) => change({ colours: value === 'app' ? '' : value })}
          options={choices}
        />
      </div>
      <FormField
        name="terminalType"
        path="terminal.type"
        label="Type"
        hint="What the server is told in TERM."
        placeholder="xterm-256color"
        isMono
        isOptional
        className="max-w-60"
      />
    </>
  );
}
