import { NumberField } from '@base-ui/react/number-field';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { inputBox, inputInside } from './input-box.ts';

export interface NumberInputProps {
  /** undefined is an empty field. */
  readonly value: number | undefined;
  readonly onValueChange: (value: number | undefined) => void;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  /** After the number, as in `ms`. */
  readonly unit?: ReactNode;
  readonly className?: string | undefined;
}

/** A whole number: arrow keys change it by a step, and no grouping is written into ports. */
export function NumberInput({ value, onValueChange, min, max, step = 1, unit, className }: NumberInputProps) {
  return (
    <NumberField.Root
      value={value ?? null}
      onValueChange={(next) => onValueChange(next ?? undefined)}
      min={min}
      max={max}
      step={step}
      format={{ useGrouping: false, maximumFractionDigits: 0 }}
      className={className ?? ''}
    >
      <div className={inputBox}>
        <NumberField.Input className={classNames(inputInside, 'font-mono')} />
        {unit !== undefined && <span className="text-sm text-faint">{unit}</span>}
      </div>
    </NumberField.Root>
  );
}
