import { type CommandContext, CommandFailure, type ShellState } from './command.ts';
import { commands } from './commands.ts';
import { FileFailure } from './file-tree.ts';
import { expandWords } from './shell-expansion.ts';
import type { Redirection, SimpleCommand } from './shell-parser.ts';
import { sourceOf, type TextSink, type TextSource } from './text-stream.ts';
import { cleanPath } from './tree-node.ts';

export interface CommandStreams {
  readonly input: TextSource;
  readonly output: TextSink;
  readonly errors: TextSink;
}

const maximumVariables = 64;
const longestValue = 4096;
const assignmentPattern = /^([A-Za-z_]\w*)=/;

/**
 * Runs one command, or sets variables (`NAME=value`). Its own failures are told on its error stream.
 * @returns the exit status: 127 for a command that is not there
 * @throws PipeClosed when nobody reads its output, Failure `cancelled` when it was interrupted
 */
export async function runCommand(
  command: SimpleCommand,
  streams: CommandStreams,
  shell: ShellState,
  signal: AbortSignal,
): Promise<number> {
  let name = 'shell';
  let errors = streams.errors;
  try {
    const [first = '', ...operands] = expandWords(command.words, shell);
    const redirected = redirect(command.redirections, streams, shell);
    errors = redirected.errors;
    if (isAssignment(command)) return assign(command, shell);
    if (command.words.length === 0) return 0;
    const entry = commands.get(first);
    if (entry === undefined) throw new CommandFailure(`${printable(first)}: command not found`, 127);
    name = first;
    const context: CommandContext = { ...redirected, name, operands, shell, signal };
    return await entry.run(context);
  } catch (thrown) {
    if (!(thrown instanceof CommandFailure || thrown instanceof FileFailure)) throw thrown;
    await tell(errors, `${name}: ${thrown.message}\n`);
    return thrown instanceof CommandFailure ? thrown.status : 1;
  }
}

function isAssignment({ words }: SimpleCommand): boolean {
  return words.length > 0 && words.every(([part]) => part?.kind === 'plain' && assignmentPattern.test(part.text));
}

function assign({ words }: SimpleCommand, shell: ShellState): number {
  for (const word of words) {
    const name = assignmentPattern.exec(word[0]?.text ?? '')?.[1] ?? '';
    // What is assigned is neither split nor matched against files (POSIX, 2.9.1).
    const quoted = word.map(({ kind, text }, index) => {
      const isVariable = kind === 'variable' || kind === 'quoted-variable';
      const own = index === 0 ? text.slice(name.length + 1) : text;
      return { kind: isVariable ? ('quoted-variable' as const) : ('quoted' as const), text: own };
    });
    const value = expandWords([quoted], shell).join(' ');
    if (value.length > longestValue) throw new CommandFailure(`${name}: the value is too long`);
    const isNew = !shell.variables.has(name);
    if (isNew && shell.variables.size >= maximumVariables) throw new CommandFailure('too many variables');
    shell.variables.set(name, value);
  }
  return 0;
}

function redirect(redirections: readonly Redirection[], streams: CommandStreams, shell: ShellState): CommandStreams {
  let { input, output, errors } = streams;
  for (const redirection of redirections) {
    if (redirection.operator === '2>&1') {
      errors = output;
      continue;
    }
    const [target, ...more] = expandWords([redirection.target], shell);
    if (target === undefined || target === '' || more.length > 0) throw new CommandFailure('one file is needed there');
    const path = cleanPath(shell.directory, target);
    if (redirection.operator === '<') input = sourceOf(path === '/dev/null' ? '' : shell.house.tree.read(path));
    else {
      const sink = openFile(path, redirection.operator.endsWith('>>'), shell);
      if (redirection.operator.startsWith('2')) errors = sink;
      else output = sink;
    }
  }
  return { input, output, errors };
}

function openFile(path: string, keepsText: boolean, shell: ShellState): TextSink {
  const { tree } = shell.house;
  if (path === '/dev/null') return { write: () => Promise.resolve() };
  if (keepsText) tree.append(path, '');
  else tree.write(path, '');
  return {
    write(text) {
      tree.append(path, text);
      return Promise.resolve();
    },
  };
}

/** Where the errors go into a file that is full, there is nobody left to tell. */
async function tell(errors: TextSink, text: string): Promise<void> {
  try {
    await errors.write(text);
  } catch (thrown) {
    if (!(thrown instanceof FileFailure)) throw thrown;
  }
}

/** A name is shown as it was typed, but for what would move the cursor. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
  return text.slice(0, 200).replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}
