import { Field } from '@base-ui/react/field';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { inputBox, inputInside } from './input-box.ts';

export interface SecretInputProps
  extends Omit<ComponentProps<'input'>, 'className' | 'id' | 'type' | 'value' | 'defaultValue' | 'children'> {
  /** What the eye shows, as in `Show the password`. */
  readonly secretName: string;
}

/**
 * A masked field for a password or a passphrase. It is uncontrolled, and the library's own field, which keeps what is typed
 * in its state, lends it only its wiring: the text lives in the element, is read through `ref` when it is sent, and goes
 * with the element.
 */
export function SecretInput({ secretName, ref, ...rest }: SecretInputProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <div className={classNames(inputBox, 'pr-0.5')}>
      <Field.Control
        render={(wiring, { disabled }) => (
          <input
            {...rest}
            ref={ref}
            id={wiring.id}
            disabled={disabled}
            aria-labelledby={wiring['aria-labelledby']}
            aria-describedby={wiring['aria-describedby']}
            aria-invalid={wiring['aria-invalid']}
            type={isShown ? 'text' : 'password'}
            autoComplete="off"
            spellCheck={false}
            className={classNames(inputInside, 'font-mono placeholder:font-sans')}
          />
        )}
      />
      <IconButton
        size="small"
        label={isShown ? `Hide the ${secretName}` : `Show the ${secretName}`}
        icon={isShown ? <EyeOff className="size-3.5" /> : <Eye className="size-3.5" />}
        onClick={() => setIsShown(!isShown)}
      />
    </div>
  );
}
