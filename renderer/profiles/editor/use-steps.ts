import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { moved } from '../moved.ts';
import { isWholeSequence, type PastedGate, readPastedGate } from '../pasted-sequence.ts';
import type { StepForm } from '../profile-form.ts';
import { stepFormOf } from '../step-form.ts';

export interface StepsOptions {
  readonly steps: readonly StepForm[];
  readonly onChange: (steps: readonly StepForm[]) => void;
  readonly onPasted: (gate: PastedGate) => void;
}

export interface Steps {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** What a screen reader is told of the last change. */
  readonly said: string;
  move(from: number, to: number): void;
  remove(index: number): void;
  /** Puts the opening of a pasted gate in the place of `count` steps. */
  insert(index: number, count: number, gate: PastedGate): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement>, index: number): void;
  onPaste(event: ClipboardEvent<HTMLInputElement>, index: number): void;
}

/** What can be done with a row of steps, and where the focus is afterwards. */
export function useSteps({ steps, onChange, onPasted }: StepsOptions): Steps {
  const ref = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  /** The key of the step, or the entry at the row's end, that the focus goes to once the row is drawn anew. */
  const wanted = useRef<number | 'entry'>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const target = fieldOf(ref.current, wanted.current);
    wanted.current = undefined;
    target?.focus();
    // It may have had the focus before, and have been pushed out of sight by what was pasted.
    target?.scrollIntoView({ block: 'nearest' });
  });

  const focus = (index: number) => fieldOf(ref.current, steps[index]?.key ?? 'entry')?.focus();
  const move = (from: number, to: number) => {
    const next = moved(steps, from, to);
    if (next === steps) return;
    onChange(next);
    setSaid(`Step ${to + 1} of ${steps.length}`);
  };
  const remove = (index: number) => {
    if (steps[index] === undefined) return;
    wanted.current = steps[index + 1]?.key ?? 'entry';
    onChange(steps.toSpliced(index, 1));
    setSaid(`Step ${index + 1} removed`);
  };
  const insert = (index: number, count: number, gate: PastedGate) => {
    // Typed to its end, the row goes on there; on the way out of the row the focus is elsewhere already.
    if (ref.current?.contains(document.activeElement) === true) wanted.current = 'entry';
    onChange(steps.toSpliced(index, count, ...gate.open.map(stepFormOf)));
    const { open: _open, ...more } = gate;
    if (Object.keys(more).length > 0) onPasted(gate);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, index: number) => {
    const { key, altKey, currentTarget } = event;
    const isAtStart = currentTarget.selectionStart === 0 && currentTarget.selectionEnd === 0;
    const isAtEnd = currentTarget.selectionStart === currentTarget.value.length;
    if (altKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      wanted.current = steps[index]?.key;
      move(index, index + (key === 'ArrowLeft' ? -1 : 1));
    } else if (key === 'Backspace' && currentTarget.value === '') remove(index);
    else if (event.ctrlKey || event.metaKey) return;
    else if (key === 'Enter' || key === ',' || key === ' ') focus(index + 1);
    else if (key === 'ArrowLeft' && isAtStart) focus(Math.max(index - 1, 0));
    else if (key === 'ArrowRight' && isAtEnd) focus(index + 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, index: number) => {
    const text = event.clipboardData.getData('text/plain');
    if (!isWholeSequence(text)) return;
    event.preventDefault();
    try {
      insert(index, 1, readPastedGate(text));
    } catch {
      setSaid('What was pasted is no sequence');
    }
  };
  return { ref, said, move, remove, insert, onKeyDown, onPaste };
}

function fieldOf(row: HTMLElement | null, key: number | 'entry'): HTMLInputElement | null | undefined {
  return row?.querySelector<HTMLInputElement>(key === 'entry' ? '[data-entry]' : `[data-step="${key}"]`);
}
