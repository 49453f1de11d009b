import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { type ReactNode, useId } from 'react';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
}

export interface SegmentedProps<Value extends string> {
  /** Read out before the choices. */
  readonly label: string;
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly SegmentedOption<Value>[];
}

/** One of two to four values that all stay in sight. */
export function Segmented<Value extends string>({ label, value, onValueChange, options }: SegmentedProps<Value>) {
  const id = useId();
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onValueChange(next)}
      className="inline-flex h-7 rounded-md bg-groove p-0.5"
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          render={<span />}
          // In a field each would be called as the field is.
          aria-labelledby={`${id}-${option.value}`}
          className="flex flex-1 items-center justify-center gap-1.5 rounded-sm px-2.5 whitespace-nowrap text-muted transition-[background-color,color] duration-120 hover:text-ink data-checked:bg-slide data-checked:text-ink data-checked:shadow-[0_1px_2px_rgb(0_0_0/0.14)]"
        >
          <span id={`${id}-${option.value}`} className="contents">
            {option.label}
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
