import { AsyncLocalStorage } from 'node:async_hooks';
import { turnLost } from '../../turn-lost.ts';
import type { Turn } from './turns.ts';

/** The turns in which a piece of work is done: they go along with it, so that nothing in it can forget to ask for them. */
const held = new AsyncLocalStorage<readonly Turn[]>();

/** Does work in turns that this process has. */
export function holdingTurns<T>(turns: readonly Turn[], work: () => Promise<T>): Promise<T> {
  return held.run(turns, work);
}

/**
 * To be awaited before whatever only the one in its turn may do: a knock, a change of the journal. Outside of any turn, and
 * after its end, it asks nothing.
 * @throws Failure `turn-lost` when this process was stopped and others have passed it over
 */
export async function requireTurn(): Promise<void> {
  for (const turn of held.getStore() ?? []) if (await turn.isLost()) throw turnLost();
}
