import type { CommandContext } from './command.ts';
import { forEachName, splitOperands } from './command-operands.ts';
import { FileFailure } from './file-tree.ts';
import { cleanPath, type TreeNode } from './tree-node.ts';

/** `ls`: files first, then each folder's entries by name; one a line where it is long or piped, else in one row. */
export async function list(context: CommandContext): Promise<number> {
  const { flags, names } = splitOperands(context.operands, 'la1');
  const { tree } = context.shell.house;
  return await forEachName(context, names.length === 0 ? ['.'] : names, async (path, name) => {
    const node = tree.find(path);
    if (node === undefined) throw new FileFailure('No such file or directory');
    const shown = node.kind === 'file' ? [[name, node] as const] : entriesOf(context, path, flags.has('a'));
    if (names.length > 1 && node.kind === 'folder') await context.output.write(`${name}:\n`);
    if (flags.has('l')) await context.output.write(shown.map(([title, entry]) => longLine(title, entry)).join(''));
    else if (shown.length > 0)
      await context.output.write(`${shown.map(shortName).join(flags.has('1') ? '\n' : '  ')}\n`);
  });
}

type Entry = readonly [string, TreeNode];

function entriesOf(context: CommandContext, path: string, all: boolean): Entry[] {
  const { tree } = context.shell.house;
  const entries: Entry[] = [...tree.folder(path).children].filter(([name]) => all || !name.startsWith('.'));
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  if (!all) return entries;
  return [['.', tree.folder(path)], ['..', tree.folder(cleanPath(path, '..'))], ...entries];
}

function shortName([name, node]: Entry): string {
  return node.kind === 'folder' && !name.endsWith('/') ? `${name}/` : name;
}

function longLine(name: string, node: TreeNode): string {
  const rights = node.kind === 'folder' ? 'drwxr-xr-x' : '-rw-r--r--';
  const size = String(node.kind === 'folder' ? node.children.size : node.bytes).padStart(8);
  const changed = new Date(node.changedAtMs).toISOString().slice(0, 16).replace('T', ' ');
  return `${rights} guest guest ${size} ${changed} ${name}\n`;
}
