import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface EmptyStateProps {
  /** A picture, decoration only. */
  readonly picture: ReactNode;
  /** One sentence. */
  readonly title: string;
  readonly hint: ReactNode;
  /** The ways on, the likeliest first. */
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
}

/** What stands where nothing is yet: why, and the ways on. */
export function EmptyState({ picture, title, hint, actions, className }: EmptyStateProps) {
  return (
    <div
      className={classNames(
        'flex flex-col items-center justify-center-safe gap-5 overflow-y-auto p-8 text-center',
        className,
      )}
    >
      <div aria-hidden="true">{picture}</div>
      <div className="flex max-w-90 flex-col gap-1">
        <h2 className="text-lg font-semibold text-ink">{title}</h2>
        {hint !== undefined && <div className="text-muted">{hint}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
