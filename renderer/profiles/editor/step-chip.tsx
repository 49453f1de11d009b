import { GripVertical, X } from 'lucide-react';
import type { ClipboardEvent, DragEvent, KeyboardEvent } from 'react';
import { classNames } from '../../ui/class-names.ts';
import type { StepForm } from '../profile-form.ts';
import { settledStep, stepProblem } from '../step-form.ts';

export interface StepChipProps {
  readonly step: StepForm;
  /** From 1. */
  readonly place: number;
  readonly label: string;
  readonly isDragged: boolean;
  readonly onChange: (step: StepForm) => void;
  readonly onRemove: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  readonly onLeave: () => void;
  readonly onDragStart: () => void;
  readonly onDragOver: () => void;
  readonly onDragEnd: () => void;
}

/** One knock: its port, its protocol, a handle to drag it by and a cross. */
export function StepChip({ step, place, label, isDragged, onChange, onRemove, ...handlers }: StepChipProps) {
  const problem = stepProblem(step);
  const isUdp = step.protocol === 'udp';
  const name = `${label}, step ${place}`;
  const takeDrag = (event: DragEvent) => {
    event.preventDefault();
    handlers.onDragOver();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard moves a step by Alt and an arrow in its field
    <div
      onDragOver={takeDrag}
      onDrop={(event) => event.preventDefault()}
      className={classNames(
        'flex h-7 items-center rounded-md bg-surface inset-ring transition-[opacity] duration-120',
        'focus-within:inset-ring-2 focus-within:inset-ring-focus',
        problem === undefined ? 'inset-ring-line-strong' : 'inset-ring-stuck',
        isDragged && 'opacity-40',
      )}
    >
      <span
        draggable
        aria-hidden="true"
        title="Drag, or Alt and an arrow key"
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', '');
          handlers.onDragStart();
        }}
        onDragEnd={handlers.onDragEnd}
        className="flex h-full cursor-grab items-center pr-0.5 pl-1 text-faint active:cursor-grabbing"
      >
        <GripVertical className="size-3" />
      </span>
      <input
        value={step.port}
        data-step={step.key}
        inputMode="numeric"
        spellCheck={false}
        autoComplete="off"
        aria-label={`${name}, port`}
        aria-invalid={problem !== undefined}
        title={problem}
        onChange={({ target }) => onChange({ ...step, port: target.value })}
        onKeyDown={handlers.onKeyDown}
        onPaste={handlers.onPaste}
        onBlur={() => {
          const settled = settledStep(step);
          if (settled !== step) onChange(settled);
          handlers.onLeave();
        }}
        size={5}
        className="h-full w-[5.5ch] bg-transparent text-center font-mono text-ink outline-none"
      />
      <button
        type="button"
        aria-label={`${name}: ${step.protocol}`}
        title={isUdp ? 'UDP; press for TCP' : 'TCP; press for UDP'}
        onClick={() => onChange({ ...step, protocol: isUdp ? 'tcp' : 'udp' })}
        className={classNames(
          'h-5 rounded-sm px-1 font-mono text-xs hover:bg-hover',
          isUdp ? 'bg-accent-soft text-accent' : 'text-faint',
        )}
      >
        {step.protocol}
      </button>
      <button
        type="button"
        aria-label={`Remove ${name}`}
        onClick={onRemove}
        className="mr-0.5 flex size-5 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"
      >
        <X className="size-3" />
      </button>
    </div>
  );
}
