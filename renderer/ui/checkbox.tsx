import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface CheckboxProps {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  /** Beside the box, and a part of what can be clicked. */
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A choice that takes effect with the button under it. */
export function Checkbox({ isChecked, onChange, children, className }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the library puts its input inside
    <label className={classNames('flex items-start gap-2', className)}>
      <Base.Root
        checked={isChecked}
        onCheckedChange={(next) => onChange(next)}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm bg-surface inset-ring inset-ring-control transition-[background-color] duration-120 data-checked:bg-accent-fill data-checked:inset-ring-accent-fill"
      >
        <Base.Indicator className="text-on-fill">
          <Check className="size-3" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      {children}
    </label>
  );
}
