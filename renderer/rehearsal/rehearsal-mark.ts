import { rehearsalVerdict } from '../../electron/shared/rehearsal-verdict.ts';
import { type RehearsalQuestion, rehearsalAnswer } from '../../electron/shared/rehearsal-words.ts';
import type { GateView } from '../../electron/shared/views/gate-view.ts';
import type { RehearsalView } from '../../electron/shared/views/rehearsal-view.ts';
import { gateMarkOf } from '../gates/gate-mark-of.ts';
import type { GateMarkProps } from '../ui/gate-mark.tsx';

/** How the large mark stands: as the gate itself while it moves, and at the end as what was found. */
export function rehearsalMark(
  { found, isOver }: RehearsalView,
  gate: GateView | undefined,
): Pick<GateMarkProps, 'state' | 'progress' | 'knocked' | 'isDialling'> {
  if (!isOver) return { ...gateMarkOf(gate), isDialling: gate?.state === 'dialling' };
  const { kind: before } = found.before ?? {};
  if (before === 'open' || before === 'held' || before === 'runs-out') return { state: 'open' };
  const isBad = found.opening !== undefined && rehearsalVerdict(found)?.isGood === false;
  return { state: isBad ? 'stuck' : gateMarkOf(gate).state };
}

/** How one line of a rehearsal stands; `skipped` where the rehearsal ended before it. */
export type LineState = 'waiting' | 'running' | 'good' | 'bad' | 'unsure' | 'skipped';

const order: readonly RehearsalQuestion[] = ['before', 'opening', 'closing'];

/** Reads from what was found which question is being asked now. */
export function lineState({ found, isOver }: RehearsalView, question: RehearsalQuestion): LineState {
  const answer = rehearsalAnswer(question, found);
  if (answer !== undefined) return answer.isGood === undefined ? 'unsure' : answer.isGood ? 'good' : 'bad';
  if (isOver) return 'skipped';
  return order.find((each) => found[each] === undefined) === question ? 'running' : 'waiting';
}
