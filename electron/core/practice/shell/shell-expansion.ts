import { CommandFailure, type ShellState } from './command.ts';
import { escapePattern, isPattern, pathsMatching } from './path-pattern.ts';
import type { Word } from './shell-parser.ts';

/** Everything that a command is given, in UTF-16 units; patterns and variables could make much of a short line. */
const longestArguments = 65_536;

/**
 * Turns the words of a command into its arguments: `~`, variables (split at blanks where they are not quoted) and
 * patterns over the file tree; a pattern that matches nothing stays as it is.
 * @throws CommandFailure when they come to more than 65,536 characters
 */
export function expandWords(words: readonly Word[], shell: ShellState): string[] {
  const expanded: string[] = [];
  let length = 0;
  for (const word of words) {
    for (const pattern of patternsOf(word, shell)) {
      const paths = isPattern(pattern) ? pathsMatching(shell.house.tree, shell.directory, pattern) : [];
      const texts = paths.length > 0 ? paths : [pattern.replace(/\\(.)/gs, '$1')];
      length += texts.reduce((sum, text) => sum + text.length + 1, 0);
      if (length > longestArguments) throw new CommandFailure('Argument list too long', 126);
      expanded.push(...texts);
    }
  }
  return expanded;
}

/** One word's patterns: none, or several, where it has a variable that is not quoted. */
function patternsOf(word: Word, shell: ShellState): string[] {
  const patterns: string[] = [];
  let current: string | undefined;
  for (const [index, { kind, text }] of word.entries()) {
    if (kind === 'plain') current = (current ?? '') + (index === 0 ? withHome(text) : text).replace(/\\/g, '\\\\');
    else if (kind === 'quoted') current = (current ?? '') + escapePattern(text);
    else if (kind === 'quoted-variable') current = (current ?? '') + escapePattern(variableText(text, shell));
    else {
      const value = variableText(text, shell);
      const [first = '', ...others] = value.split(/\s+/);
      if (first !== '') current = (current ?? '') + escapePattern(first);
      for (const other of others) {
        if (current !== undefined) patterns.push(current);
        current = other === '' ? undefined : escapePattern(other);
      }
    }
    if ((current?.length ?? 0) > 2 * longestArguments) throw new CommandFailure('Argument list too long', 126);
  }
  return current === undefined ? patterns : [...patterns, current];
}

function variableText(name: string, shell: ShellState): string {
  return name === '?' ? String(shell.lastStatus) : (shell.variables.get(name) ?? '');
}

function withHome(text: string): string {
  return /^~(?=\/|$)/.test(text) ? `/home/guest${text.slice(1)}` : text;
}
