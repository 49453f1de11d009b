import { type CommandContext, CommandFailure } from './command.ts';
import { FileFailure } from './file-tree.ts';
import { sourceOf, type TextSource } from './text-stream.ts';
import { cleanPath } from './tree-node.ts';

export interface SplitOperands {
  /** The letters given as options, like `la`. */
  readonly flags: ReadonlySet<string>;
  /** The number given with `-n N`, `-nN` or `-N`. */
  readonly count: number | undefined;
  readonly names: readonly string[];
}

/**
 * Parts options from names.
 * @param letters the flags that the command knows
 * @param takesCount whether it knows `-n N`
 * @throws CommandFailure for an unknown option
 */
export function splitOperands(operands: readonly string[], letters: string, takesCount = false): SplitOperands {
  const flags = new Set<string>();
  const names: string[] = [];
  let count: number | undefined;
  let optionsEnded = false;
  for (let index = 0; index < operands.length; index += 1) {
    const operand = operands[index] ?? '';
    if (optionsEnded || !operand.startsWith('-') || operand === '-') {
      names.push(operand);
    } else if (operand === '--') {
      optionsEnded = true;
    } else if (takesCount && /^-n?\d+$|^-n$/.test(operand)) {
      const digits = /\d+$/.exec(operand)?.[0] ?? operands[++index] ?? '';
      if (!/^\d{1,9}$/.test(digits)) throw new CommandFailure('-n wants a whole number', 2);
      count = Number(digits);
    } else {
      for (const letter of operand.slice(1)) {
        if (!letters.includes(letter)) throw new CommandFailure(`unknown option ${operand}`, 2);
        flags.add(letter);
      }
    }
  }
  return { flags, count, names };
}

/** The absolute path of a name that a person wrote. */
export function pathOf(context: CommandContext, name: string): string {
  if (name === '') throw new FileFailure('No such file or directory');
  return cleanPath(context.shell.directory, name);
}

/** Does something for each name; a name that fails is told, and the others go on. Status 1 when any failed. */
export async function forEachName(
  context: CommandContext,
  names: readonly string[],
  act: (path: string, name: string) => void | Promise<void>,
): Promise<number> {
  if (names.length === 0) throw new CommandFailure('a name is missing', 2);
  let status = 0;
  for (const name of names) {
    try {
      await act(pathOf(context, name), name);
    } catch (thrown) {
      if (!(thrown instanceof FileFailure)) throw thrown;
      await context.errors.write(`${context.name}: ${name}: ${thrown.message}\n`);
      status = 1;
    }
  }
  return status;
}

/** Hands over the text of each named file, `-` and no name being the command's input. Status 1 when a file failed. */
export async function forEachSource(
  context: CommandContext,
  names: readonly string[],
  act: (source: TextSource, name: string) => Promise<void>,
): Promise<number> {
  return await forEachName(context, names.length === 0 ? ['-'] : names, async (path, name) => {
    await act(name === '-' ? context.input : sourceOf(context.shell.house.tree.read(path)), name);
  });
}
