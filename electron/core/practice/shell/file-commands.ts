import { type CommandContext, CommandFailure } from './command.ts';
import { forEachName, pathOf, splitOperands } from './command-operands.ts';
import { FileFailure, type FileTree } from './file-tree.ts';
import { cleanPath, nameOf, type TreeNode } from './tree-node.ts';

export function changeDirectory(context: CommandContext): number {
  const [name = '~'] = context.operands;
  const { variables, directory, house } = context.shell;
  const wanted = name === '-' ? (variables.get('OLDPWD') ?? directory) : name === '~' ? '/home/guest' : name;
  try {
    const path = pathOf(context, wanted);
    house.tree.folder(path);
    variables.set('OLDPWD', directory);
    variables.set('PWD', path);
    context.shell.directory = path;
    return 0;
  } catch (thrown) {
    if (thrown instanceof FileFailure) throw new CommandFailure(`${name}: ${thrown.message}`);
    throw thrown;
  }
}

export async function printDirectory(context: CommandContext): Promise<number> {
  await context.output.write(`${context.shell.directory}\n`);
  return 0;
}

export async function makeDirectory(context: CommandContext): Promise<number> {
  const { flags, names } = splitOperands(context.operands, 'p');
  return await forEachName(context, names, (path) => context.shell.house.tree.makeFolder(path, flags.has('p')));
}

export async function removeDirectory(context: CommandContext): Promise<number> {
  const { tree } = context.shell.house;
  return await forEachName(context, splitOperands(context.operands, '').names, (path) => {
    if (tree.folder(path).children.size > 0) throw new FileFailure('Directory not empty');
    tree.remove(path);
  });
}

export async function remove(context: CommandContext): Promise<number> {
  const { tree } = context.shell.house;
  const { flags, names } = splitOperands(context.operands, 'rRf');
  if (flags.has('f') && names.length === 0) return 0;
  return await forEachName(context, names, (path) => {
    const node = tree.find(path);
    if (node === undefined && flags.has('f')) return;
    if (node?.kind === 'folder' && !flags.has('r') && !flags.has('R')) throw new FileFailure('Is a directory');
    tree.remove(path);
  });
}

export async function touch(context: CommandContext): Promise<number> {
  const { tree } = context.shell.house;
  return await forEachName(context, splitOperands(context.operands, '').names, (path) => {
    if (tree.find(path)?.kind !== 'folder') tree.append(path, '');
  });
}

export async function move(context: CommandContext): Promise<number> {
  const { tree } = context.shell.house;
  const { names, target } = namesAndTarget(context, '');
  return await forEachName(context, names, (path) => tree.move(path, placeIn(tree, target, path)));
}

export async function copy(context: CommandContext): Promise<number> {
  const { tree } = context.shell.house;
  const { flags, names, target } = namesAndTarget(context, 'rR');
  return await forEachName(context, names, (path) => {
    const place = placeIn(tree, target, path);
    const node = tree.find(path);
    if (place === path) throw new FileFailure('The two are the same file');
    if (node?.kind === 'folder' && flags.size === 0) throw new FileFailure('Is a directory (cp -r copies it)');
    if (node === undefined) throw new FileFailure('No such file or directory');
    // All is gathered before anything is written: a folder may be copied into itself.
    for (const [below, text] of textsBelow(node)) {
      if (text === undefined) tree.makeFolder(place + below, true);
      else tree.write(place + below, text);
    }
  });
}

/** Every path below a node, relative to it, with a file's text or undefined for a folder; parents come first. */
function textsBelow(node: TreeNode, path = ''): [string, string | undefined][] {
  if (node.kind === 'file') return [[path, node.text]];
  return [[path, undefined], ...[...node.children].flatMap(([name, child]) => textsBelow(child, `${path}/${name}`))];
}

function namesAndTarget(context: CommandContext, letters: string) {
  const { flags, names } = splitOperands(context.operands, letters);
  const target = names.at(-1);
  if (target === undefined || names.length < 2) throw new CommandFailure('write what, and where to', 2);
  const path = pathOf(context, target);
  if (names.length > 2 && context.shell.house.tree.find(path)?.kind !== 'folder') {
    throw new CommandFailure(`${target}: Not a directory`);
  }
  return { flags, names: names.slice(0, -1), target: path };
}

/** Into a folder, a thing keeps its name. */
function placeIn(tree: FileTree, target: string, path: string): string {
  if (tree.find(target)?.kind !== 'folder') return target;
  return cleanPath(target, nameOf(path));
}
