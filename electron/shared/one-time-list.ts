import { Failure } from './failure.ts';
import { formatSequence, parseSequence, SequenceFailure } from './sequence.ts';

/** A list with so many sequences left, or fewer, is worth a warning. */
export const fewLeft = 3;
export const maximumSequences = 1000;
/** With it a whole profile stays below `maximumProfileBytes`. */
export const maximumListCharacters = 40_000;

/** How many are left, in words: `3 one-time sequences left`. */
export function sequencesLeftWords(left: number): string {
  return left === 0 ? 'no one-time sequence left' : `${left} one-time ${left === 1 ? 'sequence' : 'sequences'} left`;
}

/** A list in knockd's file format, as it was read. */
export interface OneTimeList {
  /** What is not used yet, in order, in the notation of `parseSequence`. */
  readonly sequences: readonly string[];
  /** How many lines knockd has marked as used. What it wrote over is lost, so that they are no sequences any more. */
  readonly used: number;
  /** What knockd reads otherwise than a person may think, each with the number of its line. */
  readonly warnings: readonly string[];
}

/** A list that cannot be used; `line` counts from 1. Nothing of the line is quoted: its ports are secrets. */
export class OneTimeListFailure extends Failure {
  readonly line: number;

  constructor(line: number, why: string) {
    super('sequence-invalid', `The list cannot be read at line ${line}: ${why}.`, {
      remedy: "Write it as knockd's one_time_sequences file has it: a sequence a line, like 7000,8000:udp,9000.",
    });
    this.line = line;
  }
}

/**
 * Reads knockd's `one_time_sequences` file: one sequence a line, parted by commas; comments and used lines begin with `#`,
 * which knockd writes over the first character of a line when it was used.
 * @throws OneTimeListFailure for what an editor refuses too: ranges, empty items, ports that are none, 33 steps
 */
export function readOneTimeList(text: string): OneTimeList {
  const sequences: string[] = [];
  const warnings: string[] = [];
  let used = 0;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.trim();
    if (line === '') continue;
    if (line.startsWith('#')) {
      if (isUsed(line)) used += 1;
      continue;
    }
    const { sequence, hasMore } = readLine(line, index + 1);
    sequences.push(sequence);
    if (hasMore) warnings.push(`Line ${index + 1}: knockd ignores what stands behind a port, and so does Portcullis.`);
  }
  if (sequences.length === 0) {
    throw new OneTimeListFailure(1, used === 0 ? 'there is no sequence' : 'every sequence is used already');
  }
  const why = whyTooLong(sequences);
  if (why !== undefined) throw new OneTimeListFailure(1, `it ${why}`);
  return { sequences, used, warnings };
}

/** Why a list cannot be kept, to follow the list's name; undefined where it can. */
export function whyTooLong(sequences: readonly string[]): string | undefined {
  if (sequences.length > maximumSequences) return `has more than ${maximumSequences} sequences`;
  const characters = sequences.reduce((sum, { length }) => sum + length, 0);
  return characters > maximumListCharacters ? `has more than ${maximumListCharacters} characters` : undefined;
}

/** A comment in words is no used line; one that lost its first digit, or its first port's only one, is. */
function isUsed(line: string): boolean {
  return /^#\s*\d*(?::(?:tcp|udp))?(?:\s*,\s*\d+(?::(?:tcp|udp))?)*\s*$/i.test(line) && /\d/.test(line);
}

/** knockd reads a port's digits and a protocol, and overlooks what follows them. */
const item = /^\s*(\d+)\s*(?::\s*([a-z]+))?\s*(.*)$/i;

function readLine(line: string, number: number): { readonly sequence: string; readonly hasMore: boolean } {
  let hasMore = false;
  const steps = line.split(',').map((text) => {
    const [, port, protocol, rest = ''] = item.exec(text) ?? [];
    // With a second number behind it, it is not knockd's notation: knockd would take the first port alone.
    if (/^\d/.test(rest)) throw new OneTimeListFailure(number, 'ports are parted by commas');
    if (/^-\s*\d/.test(rest)) throw new OneTimeListFailure(number, 'ranges of ports are not possible, write each port');
    if (port === undefined) throw new OneTimeListFailure(number, whyNoPort(text));
    hasMore ||= rest !== '';
    return protocol === undefined ? port : `${port}:${protocol}`;
  });
  try {
    return { sequence: formatSequence(parseSequence(steps.join(','))), hasMore };
  } catch (thrown) {
    if (!(thrown instanceof SequenceFailure)) throw thrown;
    throw new OneTimeListFailure(number, whyOf(thrown));
  }
}

function whyNoPort(text: string): string {
  if (text.trim() === '') return 'a port is missing beside a comma';
  return /^\s*-\d/.test(text) ? 'a port is not negative' : 'a step is PORT, PORT:tcp or PORT:udp';
}

/** A failure's reason without the place in a text that was put together here. */
export function whyOf({ message }: SequenceFailure): string {
  return message.replace(/^.*? at character \d+: /, '').replace(/\.$/, '');
}
