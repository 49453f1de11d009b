import { setImmediate as turn } from 'node:timers/promises';
import { pause, throwIfCancelled } from '../../cancel.ts';
import { type CommandContext, CommandFailure } from './command.ts';

/** What `yes` and `seq` write at a time; between two pieces everything else on the event loop has its turn. */
const pieceLength = 8192;
/** The longest time that a timer of Node takes, 2^31 - 1 ms. */
const longestSleepMs = 2_147_483_647;

/** `sleep SECONDS`: waits; Ctrl-C ends it. */
export async function sleep(context: CommandContext): Promise<number> {
  const [text = ''] = context.operands;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) throw new CommandFailure('write the seconds, like 0.5 or 10', 2);
  await pause(Math.min(Number(text) * 1000, longestSleepMs), context.signal);
  return 0;
}

/** `yes [TEXT]`: writes a line until Ctrl-C, or until nobody reads; it writes as fast as it is read, not faster. */
export async function yes(context: CommandContext): Promise<number> {
  const line = `${context.operands.join(' ') || 'y'}\n`;
  const piece = line.repeat(Math.max(1, Math.floor(pieceLength / line.length)));
  for (;;) {
    await context.output.write(piece);
    await turn();
    throwIfCancelled(context.signal);
  }
}

/** `seq [FIRST [STEP]] LAST`: whole numbers, one a line. */
export async function sequenceOfNumbers(context: CommandContext): Promise<number> {
  const numbers = context.operands.map(Number);
  if (numbers.length < 1 || numbers.length > 3 || !numbers.every(Number.isSafeInteger)) {
    throw new CommandFailure('write one to three whole numbers', 2);
  }
  const [first = 1, step = 1, last = 0] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  if (step === 0) throw new CommandFailure('a step of 0 leads nowhere', 2);
  let piece = '';
  for (let number = first; step > 0 ? number <= last : number >= last; number += step) {
    piece += `${number}\n`;
    if (piece.length < pieceLength) continue;
    await context.output.write(piece);
    piece = '';
    await turn();
    throwIfCancelled(context.signal);
  }
  if (piece !== '') await context.output.write(piece);
  return 0;
}

/** `exit [STATUS]` ends the shell once the line's commands are done; without a number with the last status. */
export function exit(context: CommandContext): number {
  const [text] = context.operands;
  if (text !== undefined && !/^-?\d{1,9}$/.test(text)) throw new CommandFailure(`${text}: a whole number is needed`, 2);
  // Shells keep the lowest eight bits (POSIX, exit).
  const status = text === undefined ? context.shell.lastStatus : Number(text) & 0xff;
  context.shell.leavingWith = status;
  return status;
}
