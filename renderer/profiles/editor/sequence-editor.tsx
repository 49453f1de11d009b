import { EyeOff } from 'lucide-react';
import { Fragment, useState } from 'react';
import { fieldComplaint } from '../../text/field-complaint.ts';
import { Button } from '../../ui/button.tsx';
import { Complaint } from '../../ui/complaint.tsx';
import type { PastedGate } from '../pasted-sequence.ts';
import type { StepForm } from '../profile-form.ts';
import { typedSteps } from '../step-form.ts';
import { sequenceLabel } from './sequence-label.ts';
import { SequenceLine } from './sequence-line.tsx';
import { StepChip } from './step-chip.tsx';
import { StepEntry } from './step-entry.tsx';
import { StepPause } from './step-pause.tsx';
import { useEditor } from './use-editor.ts';
import { useSteps } from './use-steps.ts';

export interface SequenceEditorProps {
  readonly which: 'open' | 'close';
  readonly steps: readonly StepForm[];
  /** What a step without a pause of its own waits, as typed or usual. */
  readonly delayMs: string;
  readonly onChange: (steps: readonly StepForm[]) => void;
  /** The person wants it masked. */
  readonly onHide: () => void;
  /** A paste said more than the steps: a whole knockd.conf, a command with its host. */
  readonly onPasted: (gate: PastedGate) => void;
}

const placeholders = {
  open: '7000 8000/udp 9000, or paste a knock line or knockd.conf',
  close: '9000 8000/udp 7000, or nothing',
} as const;

/** A sequence as a row of steps that can be typed, pasted, moved and dragged. */
export function SequenceEditor({ which, steps, delayMs, onChange, onHide, onPasted }: SequenceEditorProps) {
  const { leave, problem } = useEditor();
  const [draggedKey, setDraggedKey] = useState<number>();
  const [unread, setUnread] = useState<string>();
  const path = `knock.sequences.${which}`;
  const label = sequenceLabel(which);
  const row = useSteps({ steps, onChange, onPasted });
  // What is being typed comes first: with it the row is no longer as the rest would say.
  const wrong = fieldComplaint(label, unread ?? problem(path));
  const dragged = steps.findIndex(({ key }) => key === draggedKey);
  return (
    <fieldset aria-label={label} className="flex min-w-0 flex-col gap-2">
      <div
        ref={row.ref}
        className="flex min-h-11 flex-wrap items-center gap-x-0.5 gap-y-1.5 rounded-md bg-sunken p-2 inset-ring inset-ring-line has-[[data-entry]:focus]:inset-ring-2 has-[[data-entry]:focus]:inset-ring-focus"
      >
        {steps.map((step, index) => (
          <Fragment key={step.key}>
            <StepChip
              step={step}
              place={index + 1}
              label={label}
              isDragged={index === dragged}
              onChange={(changed) => onChange(steps.with(index, changed))}
              onRemove={() => row.remove(index)}
              onKeyDown={(event) => row.onKeyDown(event, index)}
              onPaste={(event) => row.onPaste(event, index)}
              onLeave={() => leave(path)}
              onDragStart={() => setDraggedKey(step.key)}
              onDragOver={() => row.move(dragged, index)}
              onDragEnd={() => setDraggedKey(undefined)}
            />
            {index < steps.length - 1 && (
              <StepPause
                step={step}
                label={`${label}, pause after step ${index + 1}`}
                delayMs={delayMs}
                onChange={(pause) => onChange(steps.with(index, { ...step, pause }))}
              />
            )}
          </Fragment>
        ))}
        <StepEntry
          label={label}
          path={path}
          isFirst={steps.length === 0}
          isWrong={unread !== undefined || (steps.length === 0 && wrong !== undefined)}
          placeholder={placeholders[which]}
          onRead={(gate) => row.insert(steps.length, 0, gate)}
          onProblem={setUnread}
          onUnreadable={(text) => onChange([...steps, ...typedSteps(text)])}
          onBackspace={() => row.remove(steps.length - 1)}
          onLeave={() => leave(path)}
        />
        {steps.length > 0 && (
          <Button size="small" icon={<EyeOff className="size-3.5" />} onClick={onHide}>
            Hide
          </Button>
        )}
      </div>
      <span role="status" className="sr-only">
        {row.said}
      </span>
      {wrong !== undefined && (
        <div role="alert">
          <Complaint>{wrong}</Complaint>
        </div>
      )}
      <SequenceLine steps={steps} />
    </fieldset>
  );
}
