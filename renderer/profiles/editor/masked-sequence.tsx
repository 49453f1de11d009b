import { Eye } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { sequenceLabel } from './sequence-label.ts';

export interface MaskedSequenceProps {
  readonly which: 'open' | 'close';
  readonly steps: number;
  readonly onShow: () => void;
  /** What can be said of it without its ports. */
  readonly children: ReactNode;
}

/** A sequence of which only the number of its steps is seen, until somebody asks for more. */
export function MaskedSequence({ which, steps, onShow, children }: MaskedSequenceProps) {
  return (
    <fieldset aria-label={sequenceLabel(which)} className="flex min-w-0 flex-col gap-2">
      <div className="flex min-h-11 items-start gap-1.5 rounded-md bg-sunken p-2 inset-ring inset-ring-line">
        <span aria-hidden="true" className="flex min-w-0 flex-1 flex-wrap gap-1.5">
          {Array.from({ length: steps }, (_, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: dots are dots
              key={index}
              className="flex h-7 items-center rounded-md bg-surface px-2 font-mono text-xs tracking-widest text-faint inset-ring inset-ring-line"
            >
              ••••
            </span>
          ))}
        </span>
        <Button size="small" icon={<Eye className="size-3.5" />} className="my-0.5" onClick={onShow}>
          Show and edit
        </Button>
      </div>
      <p className="text-sm text-muted">{children}</p>
    </fieldset>
  );
}
