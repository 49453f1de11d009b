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
  // A line that shows progress erases what is below it, which at the screen's end is little.
  const erases = ({ params }: SequenceNumbers) => {
    const above = terminal.buffer.active.cursorY;
    const rows = [terminal.rows - above, above + 1][params[0] ?? 0] ?? terminal.rows;
    return isLeftOut(rows * terminal.cols);
  };
  for (const prefix of [{}, { prefix: '?' }]) core.registerCsiHandler({ ...prefix, final: 'J' }, erases);
  const turnsOfChange = ({ params, length }: SequenceNumbers) =>
    params.subarray(0, length).filter((mode) => otherScreens.has(mode)).length * otherScreenTimes * cells();
  // Who goes to the other screen pays for the way back too: nobody is left there. What was not entered is not left.
  let wasNotEntered = false;
  core.registerCsiHandler({ prefix: '?', final: 'h' }, (numbers) => {
    const turns = turnsOfChange(numbers);
    if (turns > 0) wasNotEntered = isLeftOut(2 * turns);
    return turns > 0 && wasNotEntered;
  });
  core.registerCsiHandler({ prefix: '?', final: 'l' }, (numbers) => {
    const turns = turnsOfChange(numbers);
    if (turns === 0 || terminal.buffer.active.type === 'alternate') return false;
    const isLeft = wasNotEntered || isLeftOut(turns);
    wasNotEntered = false;
    return isLeft;
  });
  terminal.parser.registerEscHandler({ final: 'c' }, () => isLeftOut(resetTimes * cells()));
  terminal.parser.registerEscHandler({ intermediates: '#', final: '8' }, () => isLeftOut(patternTimes * cells()));
}
