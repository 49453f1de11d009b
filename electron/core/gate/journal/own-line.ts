import { cancellable } from '../../cancel.ts';
import type { TurnAhead } from './turn-ahead.ts';

interface Waiting {
  letIn(): void;
  hear(ahead: TurnAhead): void;
}

/** A place in the line of this process's own tasks, at its head. */
export interface OwnPlace {
  /** Tells all in line for whom the head of it waits. */
  tellAll(ahead: TurnAhead): void;
  /** Goes, and lets the next one in; calling it twice does no harm. @returns whether anybody is left in line */
  leave(): boolean;
}

const lines = new Map<string, Waiting[]>();

/**
 * Waits until all tasks of this process that came before at `name` have gone: so only one of them has a ticket in the files,
 * however many wait.
 * @param hear is told for whom the head of the line waits, from now on
 * @throws Failure `cancelled` when the signal is raised while waiting
 */
export async function enterOwnLine(
  name: string,
  signal: AbortSignal | undefined,
  hear: (ahead: TurnAhead) => void,
): Promise<OwnPlace> {
  const line = lines.get(name) ?? [];
  lines.set(name, line);
  let waiting: Waiting = { letIn: () => undefined, hear };
  const isFirst = new Promise<void>((resolve) => {
    waiting = { letIn: resolve, hear };
  });
  line.push(waiting);
  const leave = () => {
    const index = line.indexOf(waiting);
    if (index >= 0) line.splice(index, 1);
    if (index === 0) line[0]?.letIn();
    if (line.length === 0 && lines.get(name) === line) lines.delete(name);
    return line.length > 0;
  };
  try {
    if (line.length > 1) await cancellable(isFirst, signal);
  } catch (thrown) {
    leave();
    throw thrown;
  }
  const tellAll = (ahead: TurnAhead) => {
    for (const each of [...line]) each.hear(ahead);
  };
  return { tellAll, leave };
}

/** Whether somebody of this process stands in line at `name`. */
export function hasOwnLine(name: string): boolean {
  return lines.has(name);
}
