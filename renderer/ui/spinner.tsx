import { classNames } from './class-names.ts';

export interface SpinnerProps {
  readonly className?: string | undefined;
}

/** Turns while something runs; decoration only, the text beside it says what is waited for. */
export function Spinner({ className }: SpinnerProps) {
  return (
    <svg
      aria-hidden="true"
      className={classNames('size-3.5 shrink-0 animate-busy', className)}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    >
      <circle cx="8" cy="8" r="6" opacity="0.25" />
      <path d="M8 2a6 6 0 0 1 6 6" />
    </svg>
  );
}
