import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

export interface CheckboxProps {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  /** Beside the box, and a part of what can be clicked. */
  readonly children: ReactNode;
  /** One line on what it changes, when the label is not enough. */
  readonly hint?: string | undefined;
  readonly className?: string | undefined;
}

/** A choice that takes effect with the button under it. */
export function Checkbox({ isChecked, onChange, children, hint, className }: CheckboxProps) {
  const hintId = useId();
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the library puts its input inside */}
      <label className="flex items-start gap-2">
        <Base.Root
          checked={isChecked}
          onCheckedChange={(next) => onChange(next)}
          aria-describedby={hint === undefined ? undefined : hintId}
          className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm bg-surface inset-ring inset-ring-control transition-[background-color] duration-120 data-checked:bg-accent-fill data-checked:inset-ring-accent-fill"
        >
          <Base.Indicator className="text-on-fill">
            <Check className="size-3" strokeWidth={3} />
          </Base.Indicator>
        </Base.Root>
        {children}
      </label>
      {hint !== undefined && (
        <p id={hintId} className="pl-6 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
