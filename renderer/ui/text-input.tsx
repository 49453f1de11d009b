import { Input } from '@base-ui/react/input';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { inputBox, inputInside } from './input-box.ts';

export interface TextInputProps extends Omit<ComponentProps<'input'>, 'className' | 'value' | 'defaultValue'> {
  readonly value?: string | undefined;
  readonly onValueChange?: ((value: string) => void) | undefined;
  /** For hosts, ports and sequences. */
  readonly isMono?: boolean | undefined;
  /** Inside the frame, before and after the text. */
  readonly leading?: ReactNode;
  readonly trailing?: ReactNode;
  readonly className?: string | undefined;
}

/** One line of text. Never for secrets: those go into a SecretInput. */
export function TextInput({ isMono = false, leading, trailing, onValueChange, className, ...rest }: TextInputProps) {
  return (
    <div className={classNames(inputBox, className)}>
      {leading}
      <Input
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        {...rest}
        {...(onValueChange === undefined ? {} : { onValueChange: (value: string) => onValueChange(value) })}
        className={classNames(inputInside, isMono && 'font-mono placeholder:font-sans')}
      />
      {trailing}
    </div>
  );
}
