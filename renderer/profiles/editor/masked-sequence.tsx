import { Eye } from 'lucide-react';
import type { SequenceView } from '../../../electron/shared/views/profile-view.ts';
import { countWords } from '../../text/count-words.ts';
import { durationWords } from '../../text/duration-words.ts';
import { Button } from '../../ui/button.tsx';
import { sequenceLabel } from './sequence-label.ts';

export interface MaskedSequenceProps {
  readonly which: 'open' | 'close';
  readonly sequence: SequenceView;
  readonly onShow: () => void;
}

/** A sequence that is kept: how many steps it has, until somebody asks to see them. */
export function MaskedSequence({ which, sequence: { steps, durationMs }, onShow }: MaskedSequenceProps) {
  const label = sequenceLabel(which);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row
    <div role="group" aria-label={label} className="flex flex-col gap-2">
      <div className="flex min-h-11 flex-wrap items-center gap-1.5 rounded-md bg-sunken p-2 inset-ring inset-ring-line">
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
        <Button size="small" icon={<Eye className="size-3.5" />} onClick={onShow}>
          Show and edit
        </Button>
      </div>
      <p className="text-sm text-muted">
        {countWords(steps, 'step')}, takes {durationWords(durationMs)}
      </p>
    </div>
  );
}
