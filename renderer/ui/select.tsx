import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { classNames } from './class-names.ts';
import { popupItemLook, popupLook } from './popup-look.ts';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectProps<Value extends string> {
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly SelectOption<Value>[];
  readonly className?: string | undefined;
}

/** One of a few named values. */
export function Select<Value extends string>({ value, onValueChange, options, className }: SelectProps<Value>) {
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <Base.Trigger
        className={classNames(
          'inline-flex h-7 min-w-32 items-center justify-between gap-2 rounded-md bg-surface pr-1.5 pl-2 text-ink inset-ring inset-ring-control',
          'transition-[background-color] duration-120 hover:bg-hover data-popup-open:bg-hover',
          className,
        )}
      >
        <Base.Value className="truncate" />
        <Base.Icon className="text-faint">
          <ChevronsUpDown className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className={classNames(popupLook, 'min-w-(--anchor-width)')}>
            <Base.List className="max-h-(--available-height) overflow-y-auto outline-none">
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={classNames(popupItemLook, 'pr-6')}>
                  <span className="flex w-4 justify-center">
                    <Base.ItemIndicator>
                      <Check className="size-3.5 text-accent" />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
