/** The rows of words, from above: what is done, the numbers of the knocks, waits, what came of it, and times. */
export type LabelRow = 'top' | 'knock' | 'wait' | 'below' | 'time';

export interface TimelineLabel {
  readonly row: LabelRow;
  readonly x: number;
  readonly text: string;
  readonly look: 'plain' | 'knock' | 'open' | 'failed' | 'answer' | 'try';
}

/** What a letter takes of the line where the window is narrow: 6 of 430 px. */
const letterWidth = 0.014;
/** The words that stay where two would lie on each other: how it ended and whether it opened before all else. */
const order: readonly TimelineLabel['look'][] = ['failed', 'open', 'answer', 'try', 'plain', 'knock'];

/** Where a word is held: at the edges it would reach beyond the line. */
export function anchorAt(x: number): 'start' | 'middle' | 'end' {
  if (x > 0.95) return 'end';
  return x < 0.04 ? 'start' : 'middle';
}

/** Takes the labels away that would lie on others of their row: of two the more telling stays, or else the earlier. */
export function withRoom(labels: readonly TimelineLabel[]): readonly TimelineLabel[] {
  const kept: TimelineLabel[] = [];
  const byRank = labels.toSorted((one, other) => order.indexOf(one.look) - order.indexOf(other.look));
  for (const label of byRank) {
    if (!kept.some((other) => other.row === label.row && lieOnEachOther(other, label))) kept.push(label);
  }
  return labels.filter((label) => kept.includes(label));
}

function lieOnEachOther(one: TimelineLabel, other: TimelineLabel): boolean {
  const [first, second] = [extentOf(one), extentOf(other)];
  return first.from < second.to && second.from < first.to;
}

function extentOf({ x, text }: TimelineLabel): { readonly from: number; readonly to: number } {
  const width = (text.length + 0.5) * letterWidth;
  const from = { start: x, middle: x - width / 2, end: x - width }[anchorAt(x)];
  return { from, to: from + width };
}
