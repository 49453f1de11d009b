import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';

export interface ListPositionProps {
  readonly count: number;
  /** From 1; one more than there are when all are used. */
  readonly next: number;
  readonly onMove: (next: number) => void;
}

/** Where a list stands: which sequence comes next, and buttons to move it when the server's list stands elsewhere. */
export function ListPosition({ count, next, onMove }: ListPositionProps) {
  const left = count - next + 1;
  return (
    <div className="flex items-center gap-1">
      <Field label="Next" layout="row" className="gap-2!">
        <NumberInput
          value={next}
          min={1}
          max={count + 1}
          unit={<span className="whitespace-nowrap">of {count}</span>}
          onValueChange={(place) => {
            if (place !== undefined) onMove(place);
          }}
          className="w-28"
        />
      </Field>
      <IconButton
        label="Previous sequence"
        icon={<ChevronLeft className="size-4" />}
        disabled={next <= 1}
        onClick={() => onMove(next - 1)}
      />
      <IconButton
        label="Next sequence"
        icon={<ChevronRight className="size-4" />}
        disabled={left <= 0}
        onClick={() => onMove(next + 1)}
      />
      <span role="status" className="text-sm text-muted">
        {left === 1 ? 'the last one' : `${left === 0 ? 'none' : left} left`}
      </span>
    </div>
  );
}
