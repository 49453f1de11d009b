import { useState } from 'react';
import { asFailure } from '../../../electron/shared/failure.ts';
import { classNames } from '../../ui/class-names.ts';
import { isWholeSequence, type PastedGate, readPastedGate } from '../pasted-sequence.ts';

export interface StepEntryProps {
  readonly label: string;
  readonly path: string;
  readonly isFirst: boolean;
  /** What is in it cannot be read, or the row must not be empty. */
  readonly isWrong: boolean;
  /** Where the row is empty. */
  readonly placeholder: string;
  readonly onRead: (gate: PastedGate) => void;
  /** Why what was typed cannot be read; undefined once that is over. */
  readonly onProblem: (problem: string | undefined) => void;
  /** The person goes on, and what was typed cannot be read. */
  readonly onUnreadable: (text: string) => void;
  readonly onBackspace: () => void;
  readonly onLeave: () => void;
}

/** The end of the row, where the next step is typed, or a whole sequence is pasted in whatever notation. */
export function StepEntry({ label, path, isFirst, isWrong, placeholder, ...handlers }: StepEntryProps) {
  const { onRead, onProblem, onUnreadable, onBackspace, onLeave } = handlers;
  const [text, setText] = useState('');
  const take = (typed: string): boolean => {
    try {
      onRead(readPastedGate(typed));
      setText('');
      onProblem(undefined);
      return true;
    } catch (thrown) {
      setText(typed);
      onProblem(asFailure(thrown).message);
      return false;
    }
  };
  return (
    <input
      value={text}
      data-path={path}
      data-entry
      spellCheck={false}
      autoComplete="off"
      aria-label={`${label}, add a step`}
      aria-invalid={isWrong}
      placeholder={isFirst ? placeholder : 'next port'}
      onChange={({ target }) => {
        setText(target.value);
        onProblem(undefined);
      }}
      onPaste={(event) => {
        const pasted = event.clipboardData.getData('text/plain');
        if (!isWholeSequence(pasted)) return;
        event.preventDefault();
        take(text + pasted);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Backspace' && text === '') onBackspace();
        if (event.ctrlKey || event.metaKey) return;
        const ends = event.key === 'Enter' || ((event.key === ' ' || event.key === ',') && /^\d+\S*$/.test(text));
        if (!ends || text.trim() === '') return;
        event.preventDefault();
        event.stopPropagation();
        take(text);
      }}
      onBlur={() => {
        if (text.trim() !== '' && !take(text)) {
          onUnreadable(text);
          setText('');
          onProblem(undefined);
        }
        onLeave();
      }}
      className={classNames(
        'h-7 min-w-24 flex-1 rounded-md bg-transparent px-1.5 font-mono outline-none placeholder:font-sans',
        isWrong && 'text-stuck',
      )}
    />
  );
}
