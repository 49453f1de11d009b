import { countWords } from '../../text/count-words.ts';
import type { typedList } from '../draft-of.ts';

export interface ListNotesProps {
  readonly list: ReturnType<typeof typedList>;
  readonly isEmpty: boolean;
}

const shownWarnings = 2;

/** What is to be said of a list that was read, without its ports. */
export function ListNotes({ list: { sequences, used, warnings }, isEmpty }: ListNotesProps) {
  if (isEmpty) {
    return (
      <p className="text-sm text-muted">
        What knockd has in its one_time_sequences file, line for line. A line that begins with # is used, or a comment.
      </p>
    );
  }
  const usedWords = used === 0 ? '' : `, ${countWords(used, 'used line')} left out`;
  const more = warnings.length - shownWarnings;
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      {sequences.length > 0 && (
        <p>
          {countWords(sequences.length, 'sequence')}
          {usedWords}
        </p>
      )}
      {warnings.slice(0, shownWarnings).map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      {more > 0 && <p>The same in {countWords(more, 'other line')}.</p>}
    </div>
  );
}
