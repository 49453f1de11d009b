import type { ReactNode } from 'react';
import { fieldComplaint } from '../../text/field-complaint.ts';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { ProfileForm } from '../profile-form.ts';
import { useEditor } from './use-editor.ts';

type TextField = {
  [Name in keyof ProfileForm]: ProfileForm[Name] extends string ? Name : never;
}[keyof ProfileForm];

export interface FormFieldProps {
  readonly name: TextField;
  /** The field's path in the draft, where it is not its name. */
  readonly path?: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly isOptional?: boolean;
  readonly isMono?: boolean;
  readonly unit?: string;
  readonly list?: string;
  readonly className?: string;
}

/** A text of the form with what is wrong with it, once it was left. */
export function FormField({ name, path = name, label, hint, isOptional, unit, className, ...rest }: FormFieldProps) {
  const { form, change, leave, problem } = useEditor();
  return (
    <Field
      label={label}
      hint={hint}
      isOptional={isOptional}
      error={fieldComplaint(label, problem(path))}
      className={className}
    >
      <TextInput
        {...rest}
        data-path={path}
        value={form[name]}
        onValueChange={(text) => change({ [name]: text })}
        onBlur={() => leave(path)}
        trailing={unit === undefined ? undefined : <span className="text-sm text-faint">{unit}</span>}
      />
    </Field>
  );
}
