import type { Terminal } from '@xterm/xterm';
import type { WorkAccount } from './work-account.ts';
import { coreOf, type SequenceId, type SequenceNumbers } from './xterm-core.ts';

/** Sequences whose number is a count of turns: more than a line has columns mean nothing, or are written by no program. */
const counted: readonly (readonly [final: string, turnsEach: number])[] = [
  ['I', 1],
  ['Z', 1],
  // Each is printed.
  ['b', 25],
];

/** Sequences that go through the whole screen, and how often. */
const whole: readonly (readonly [SequenceId, timesThrough: number])[] = [
  [{ final: 'J' }, 1],
  [{ prefix: '?', final: 'J' }, 1],
  [{ intermediates: ' ', final: '@' }, 3],
  [{ intermediates: ' ', final: 'A' }, 3],
  [{ intermediates: "'", final: '}' }, 3],
  [{ intermediates: "'", final: '~' }, 3],
];
const otherScreens: ReadonlySet<number> = new Set([47, 1047, 1049]);
const otherScreenTimes = 6;
const resetTimes = 40;
const patternTimes = 2;

/**
 * Bounds the numbers over which xterm.js loops, and leaves a sequence out that the account does not allow. What
 * moves lines is `moveLines`' own.
 */
export function boundSequences(terminal: Terminal, account: WorkAccount): void {
  const core = coreOf(terminal);
  const cells = () => terminal.cols * terminal.rows;
  /** xterm.js goes on to its own handler where ours says false. */
  const isLeftOut = (turns: number) => !account.spend(turns);

  for (const [final, turnsEach] of counted) {
    core.registerCsiHandler({ final }, ({ params }) => {
      const count = Math.min(params[0] || 1, terminal.cols);
      params[0] = count;
      return isLeftOut(count * turnsEach);
    });
  }
  for (const [id, times] of whole) core.registerCsiHandler(id, () => isLeftOut(times * cells()));
  const changesScreens = ({ params, length }: SequenceNumbers) => {
    const changes = params.subarray(0, length).filter((mode) => otherScreens.has(mode)).length;
    return changes > 0 && isLeftOut(changes * otherScreenTimes * cells());
  };
  for (const final of 'hl') core.registerCsiHandler({ prefix: '?', final }, changesScreens);
  terminal.parser.registerEscHandler({ final: 'c' }, () => isLeftOut(resetTimes * cells()));
  terminal.parser.registerEscHandler({ intermediates: '#', final: '8' }, () => isLeftOut(patternTimes * cells()));
}
