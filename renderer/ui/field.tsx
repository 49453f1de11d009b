import { Field as Base } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Complaint } from './complaint.tsx';

export interface FieldProps {
  readonly label: ReactNode;
  /** One line on what belongs here, when the label is not enough. */
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it; shown instead of the hint, and tied to the control. */
  readonly error?: string | undefined;
  readonly isOptional?: boolean | undefined;
  /** `row` puts a switch or a select to the right of its label. */
  readonly layout?: 'stack' | 'row' | undefined;
  readonly className?: string | undefined;
  /** One control: text, number, secret, select, switch or checkbox. */
  readonly children: ReactNode;
}

/** A label, its control, and beside them a hint or an error, wired for screen readers. */
export function Field({ label, hint, error, isOptional = false, layout = 'stack', className, children }: FieldProps) {
  const isRow = layout === 'row';
  const note = (
    <>
      {hint !== undefined && error === undefined && (
        <Base.Description className="text-sm text-muted">{hint}</Base.Description>
      )}
      {error !== undefined && (
        <Base.Error match={true}>
          <Complaint>{error}</Complaint>
        </Base.Error>
      )}
    </>
  );
  const name = (
    <Base.Label className={classNames('flex items-baseline gap-1.5', isRow ? 'text-ink' : 'text-sm text-muted')}>
      {label} {isOptional && <span className="text-xs text-faint">optional</span>}
    </Base.Label>
  );
  if (isRow) {
    return (
      <Base.Root
        invalid={error !== undefined}
        className={classNames('flex items-center justify-between gap-6', className)}
      >
        <div className="flex min-w-0 flex-col gap-0.5">
          {name}
          {note}
        </div>
        {children}
      </Base.Root>
    );
  }
  return (
    <Base.Root invalid={error !== undefined} className={classNames('flex min-w-0 flex-col gap-1', className)}>
      {name}
      {children}
      {note}
    </Base.Root>
  );
}
