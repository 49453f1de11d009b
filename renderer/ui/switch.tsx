import { Switch as Base } from '@base-ui/react/switch';

export interface SwitchProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** Only where no Field around it says so. */
  readonly label?: string | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** Takes effect at once; a choice that waits for a button is a Checkbox. */
export function Switch({ isOn, onChange, label, isDisabled = false }: SwitchProps) {
  return (
    <Base.Root
      checked={isOn}
      onCheckedChange={(next) => onChange(next)}
      disabled={isDisabled}
      aria-label={label}
      className="inline-flex h-4.5 w-7.5 shrink-0 items-center rounded-full bg-surface p-0.5 inset-ring inset-ring-control transition-[background-color] duration-150 data-checked:bg-accent-fill data-checked:inset-ring-accent-fill data-disabled:opacity-50"
    >
      <Base.Thumb className="size-3.5 scale-80 rounded-full bg-control transition-[translate,scale,background-color] duration-150 ease-glide data-checked:translate-x-3 data-checked:scale-100 data-checked:bg-on-fill" />
    </Base.Root>
  );
}
