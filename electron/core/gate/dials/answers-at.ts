import { longestSingleSynMs } from '../reach/dialler.ts';
import { greetingDueMs } from '../reach/host-answer.ts';
import { type CountedDial, countedDial, type DialContext } from './dial-book.ts';

/** A gate as its journal entry has it; `answerBefore` is what it answers while it is shut. */
type DialledGate = Pick<CountedDial, 'address' | 'family' | 'port'> & { readonly answerBefore?: string | undefined };

/** Dials once, hangs up, and says whether anybody answered. The address's turn must be ours. @throws Failure as `countedDial` */
export async function answersAt(
  context: DialContext,
  { address, family, port, answerBefore }: DialledGate,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const greetsWithinMs = greetingDueMs(answerBefore);
  const look = await countedDial(context, {
    address,
    family,
    port,
    waitMs: longestSingleSynMs,
    signal,
    greetsWithinMs,
  });
  if (look.kind === 'answered') look.socket.destroy();
  return look.kind === 'answered';
}
