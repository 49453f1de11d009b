import { type CommandContext, CommandFailure } from './command.ts';
import { forEachSource, splitOperands } from './command-operands.ts';
import { createLineReader, withoutEnd } from './line-reader.ts';
import { gatherWrites, type TextSource } from './text-stream.ts';
import { textBytes } from './tree-node.ts';

/** `tail` keeps so much of its input's end, however many lines are asked for. */
const longestTail = 1_048_576;

export async function cat(context: CommandContext): Promise<number> {
  const { names } = splitOperands(context.operands, '');
  return await forEachSource(context, names, async (source) => {
    for (let text = await source.read(); text !== undefined; text = await source.read()) {
      await context.output.write(text);
    }
  });
}

export async function head(context: CommandContext): Promise<number> {
  const { names, count = 10 } = splitOperands(context.operands, '', true);
  return await forEachSource(context, names, async (source, name) => {
    await writeTitle(context, names, name);
    const output = gatherWrites(context.output);
    const reader = createLineReader(source, output.flush);
    for (let line = 0; line < count; line += 1) {
      const text = await reader.readLine();
      if (text === undefined) break;
      await output.write(text);
    }
    await output.flush();
  });
}

export async function tail(context: CommandContext): Promise<number> {
  const { names, count = 10 } = splitOperands(context.operands, '', true);
  return await forEachSource(context, names, async (source, name) => {
    await writeTitle(context, names, name);
    await context.output.write(await endOf(source, count));
  });
}

async function endOf(source: TextSource, lines: number): Promise<string> {
  let kept = '';
  for (let text = await source.read(); text !== undefined; text = await source.read()) {
    kept += text;
    if (kept.length > 2 * longestTail) kept = kept.slice(-longestTail);
  }
  if (lines === 0) return '';
  let start = kept.length - (kept.endsWith('\n') ? 1 : 0);
  for (let line = 0; line < lines && start >= 0; line += 1) {
    start = start === 0 ? -1 : kept.lastIndexOf('\n', start - 1);
  }
  return kept.slice(start + 1);
}

async function writeTitle(context: CommandContext, names: readonly string[], name: string): Promise<void> {
  if (names.length > 1) await context.output.write(`==> ${name} <==\n`);
}

export async function wc(context: CommandContext): Promise<number> {
  const { flags, names } = splitOperands(context.operands, 'lwc');
  const shows = (letter: string) => flags.size === 0 || flags.has(letter);
  return await forEachSource(context, names, async (source, name) => {
    let [lines, words, bytes] = [0, 0, 0];
    let insideWord = false;
    for (let text = await source.read(); text !== undefined; text = await source.read()) {
      lines += text.split('\n').length - 1;
      const pieces = text.match(/\S+/g) ?? [];
      words += pieces.length - (insideWord && /^\S/.test(text) ? 1 : 0);
      insideWord = /\S$/.test(text);
      bytes += textBytes(text);
    }
    const counts = [shows('l') ? lines : [], shows('w') ? words : [], shows('c') ? bytes : []].flat();
    await context.output.write(`${counts.join(' ')}${name === '-' ? '' : ` ${name}`}\n`);
  });
}

export async function grep(context: CommandContext): Promise<number> {
  const { flags, names: given } = splitOperands(context.operands, 'ivc');
  const [wanted, ...names] = given;
  if (wanted === undefined) throw new CommandFailure('the text to look for is missing', 2);
  const fold = (text: string) => (flags.has('i') ? text.toLowerCase() : text);
  const needle = fold(wanted);
  let found = 0;
  const failed = await forEachSource(context, names, async (source, name) => {
    const output = gatherWrites(context.output);
    const reader = createLineReader(source, output.flush);
    const title = names.length > 1 ? `${name}:` : '';
    let here = 0;
    for (let line = await reader.readLine(); line !== undefined; line = await reader.readLine()) {
      if (fold(line).includes(needle) === flags.has('v')) continue;
      here += 1;
      if (!flags.has('c')) await output.write(`${title}${withoutEnd(line)}\n`);
    }
    if (flags.has('c')) await output.write(`${title}${here}\n`);
    await output.flush();
    found += here;
  });
  if (failed !== 0) return 2;
  return found > 0 ? 0 : 1;
}
