import type { ShellState } from './command.ts';
import { commands } from './commands.ts';
import { cleanPath } from './tree-node.ts';

export interface Completion {
  /** What to put in at the cursor; empty when the text is no beginning of anything, or of several things. */
  readonly added: string;
  /** What the text may become, when it may become several things and nothing can be added. */
  readonly choices: readonly string[];
}

/** Completes the word before the cursor: a command where one begins, else a path of the practice gate's files. */
export function complete(textBeforeCursor: string, shell: ShellState): Completion {
  const word = /(?:[^\s;|&<>'"\\]|\\.)*$/.exec(textBeforeCursor)?.[0] ?? '';
  const before = textBeforeCursor.slice(0, textBeforeCursor.length - word.length);
  const isCommand = /(?:^|[;|&])\s*$/.test(before) && !word.includes('/');
  const typed = word.replace(/\\(.)/g, '$1');
  const begun = isCommand ? typed : typed.slice(typed.lastIndexOf('/') + 1);
  const names = isCommand ? [...commands.keys()].map((name) => `${name} `) : namesIn(typed, shell);
  const fitting = names.filter((name) => name.startsWith(begun) && (begun !== '' || !name.startsWith('.'))).sort();
  const common = commonStart(fitting);
  const added = common.slice(begun.length);
  if (added !== '') return { added: escapeWord(added), choices: [] };
  return { added: '', choices: fitting.length > 1 ? fitting.map((name) => name.trimEnd()) : [] };
}

function namesIn(typed: string, shell: ShellState): string[] {
  const parent = typed.slice(0, typed.lastIndexOf('/') + 1).replace(/^~(?=\/)/, '/home/guest');
  const node = shell.house.tree.find(cleanPath(shell.directory, parent));
  if (node?.kind !== 'folder') return [];
  return [...node.children].map(([name, child]) => name + (child.kind === 'folder' ? '/' : ' '));
}

/** A blank at the end parts the completed word from the next; one within a name is quoted. */
function escapeWord(text: string): string {
  const end = text.endsWith(' ') ? ' ' : '';
  return text.slice(0, text.length - end.length).replace(/[\s'"\\$`;|&<>()*?#]/g, '\\$&') + end;
}

function commonStart([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
