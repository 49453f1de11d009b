import { Progress } from '@base-ui/react/progress';
import { classNames } from './class-names.ts';

export interface ProgressBarProps {
  /** What is waited for; read out, not shown. */
  readonly label: string;
  /** 0 to 1; undefined where nobody knows how long it takes. */
  readonly value?: number | undefined;
  readonly className?: string | undefined;
}

export function ProgressBar({ label, value, className }: ProgressBarProps) {
  const isKnown = value !== undefined;
  return (
    <Progress.Root value={isKnown ? value * 100 : null} aria-label={label} className={className ?? ''}>
      <Progress.Track className="h-1 overflow-hidden rounded-full bg-selected">
        <Progress.Indicator
          className={classNames(
            'h-full rounded-full bg-accent',
            isKnown ? 'transition-[width] duration-150 ease-glide' : 'w-2/7 animate-indeterminate',
          )}
        />
      </Progress.Track>
    </Progress.Root>
  );
}
