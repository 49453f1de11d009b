import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import type { StepForm } from '../profile-form.ts';

export interface StepPauseProps {
  readonly step: StepForm;
  readonly label: string;
  /** What is waited where the step says nothing, as typed or usual. */
  readonly delayMs: string;
  readonly onChange: (pause: string) => void;
}

/** Between two steps: an arrow, with the pause where the step has one of its own. */
export function StepPause({ step, label, delayMs, onChange }: StepPauseProps) {
  const [isEdited, setIsEdited] = useState(false);
  if (isEdited) {
    return (
      <span className="flex h-7 items-center gap-1 rounded-md bg-surface px-1.5 inset-ring inset-ring-control focus-within:inset-ring-2 focus-within:inset-ring-focus">
        <input
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
          autoFocus
          value={step.pause}
          placeholder={delayMs}
          inputMode="numeric"
          aria-label={`${label} in milliseconds`}
          onChange={({ target }) => onChange(target.value)}
          onBlur={() => setIsEdited(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            setIsEdited(false);
          }}
          className="w-[6ch] bg-transparent text-right font-mono text-sm outline-none"
        />
        <span className="text-xs text-faint">ms</span>
      </span>
    );
  }
  const own = step.pause.trim();
  return (
    <button
      type="button"
      aria-label={`${label}: ${own === '' ? `${delayMs} ms, as all` : `${own} ms`}`}
      title={own === '' ? `${delayMs} ms; press for another pause` : `${own} ms`}
      onClick={() => setIsEdited(true)}
      className={classNames(
        'flex h-7 items-center gap-0.5 rounded-md px-0.5 text-faint hover:bg-hover hover:text-ink',
        own !== '' && 'font-mono text-xs text-muted',
      )}
    >
      {own !== '' && <span>{own} ms</span>}
      <ArrowRight aria-hidden="true" className="size-3" />
    </button>
  );
}
