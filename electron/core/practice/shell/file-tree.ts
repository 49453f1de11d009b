import {
  type Folder,
  isWritable,
  makeFolder,
  nameOf,
  parentOf,
  type TreeFile,
  type TreeLimits,
  type TreeNode,
  textBytes,
  treeLimits,
  writablePlaces,
} from './tree-node.ts';

/** What a command of the practice shell cannot do with a path, in the words that shells use. */
export class FileFailure extends Error {}

/**
 * The files of a practice gate: text in memory, shared by all its sessions and bounded. Paths are absolute and clean
 * (`cleanPath`). Every method throws FileFailure with a shell's words; only /home/guest and /tmp can be changed.
 */
export class FileTree {
  readonly #root: Folder = makeFolder();
  readonly #limits: TreeLimits;
  #bytes = 0;
  #nodes = 0;

  constructor(contents: Readonly<Record<string, string>>, limits: TreeLimits = treeLimits) {
    this.#limits = limits;
    for (const place of [...writablePlaces, ...Object.keys(contents).map(parentOf)]) this.#makeFolders(place);
    for (const [path, text] of Object.entries(contents)) this.#put(path, text);
  }

  /** The node at a path, or undefined. */
  find(path: string): TreeNode | undefined {
    let node: TreeNode | undefined = this.#root;
    for (const name of path.split('/')) {
      if (name === '') continue;
      if (node?.kind !== 'folder') return undefined;
      node = node.children.get(name);
    }
    return node;
  }

  folder(path: string): Folder {
    const node = this.#existing(path);
    if (node.kind !== 'folder') throw new FileFailure('Not a directory');
    return node;
  }

  read(path: string): string {
    const node = this.#existing(path);
    if (node.kind === 'folder') throw new FileFailure('Is a directory');
    return node.text;
  }

  /** Replaces a file's text, or makes the file. */
  write(path: string, text: string): void {
    this.#mayChange(path);
    this.#put(path, text);
  }

  append(path: string, text: string): void {
    this.#mayChange(path);
    const node = this.find(path);
    if (node?.kind === 'file') {
      this.#resize(node, textBytes(text));
      node.text += text;
    } else this.#put(path, text);
  }

  /** Makes a folder; with `parents` also those above it, and one that exists is no error. */
  makeFolder(path: string, parents = false): void {
    this.#mayChange(path);
    if (parents) this.#makeFolders(path);
    else if (this.find(path) !== undefined) throw new FileFailure('File exists');
    else this.#add(path, makeFolder());
  }

  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): void {
    const node = this.#existing(path);
    this.#mayChange(path);
    if (writablePlaces.includes(path)) throw new FileFailure('Permission denied');
    this.folder(parentOf(path)).children.delete(nameOf(path));
    this.#forget(node);
  }

  move(from: string, to: string): void {
    const node = this.#existing(from);
    for (const path of [from, to]) this.#mayChange(path);
    if (writablePlaces.includes(from)) throw new FileFailure('Permission denied');
    if (to === from) throw new FileFailure('The two are the same file');
    if (to.startsWith(`${from}/`)) throw new FileFailure('A directory cannot be moved into itself');
    const target = this.find(to);
    if (target?.kind === 'folder') throw new FileFailure(node.kind === 'folder' ? 'File exists' : 'Is a directory');
    if (target !== undefined && node.kind === 'folder') throw new FileFailure('Not a directory');
    const folder = this.#folderFor(to);
    if (target !== undefined) this.remove(to);
    this.folder(parentOf(from)).children.delete(nameOf(from));
    folder.children.set(nameOf(to), node);
  }

  #existing(path: string): TreeNode {
    const node = this.find(path);
    if (node === undefined) throw new FileFailure('No such file or directory');
    return node;
  }

  #put(path: string, text: string): void {
    const node = this.find(path);
    if (node?.kind === 'folder') throw new FileFailure('Is a directory');
    const file = node ?? this.#add(path, { kind: 'file', text: '', bytes: 0, changedAtMs: Date.now() });
    this.#resize(file, textBytes(text) - file.bytes);
    file.text = text;
  }

  #makeFolders(path: string): void {
    let place = '';
    for (const name of path.split('/').filter((part) => part !== '')) {
      place += `/${name}`;
      const node = this.find(place);
      if (node?.kind === 'file') throw new FileFailure('Not a directory');
      if (node === undefined) this.#add(place, makeFolder());
    }
  }

  #add<T extends TreeNode>(path: string, node: T): T {
    const folder = this.#folderFor(path);
    if (this.#nodes >= this.#limits.maximumNodes) throw new FileFailure('No space left on device');
    this.#nodes += 1;
    folder.children.set(nameOf(path), node);
    return node;
  }

  #folderFor(path: string): Folder {
    if (nameOf(path).length > 255) throw new FileFailure('File name too long');
    return this.folder(parentOf(path));
  }

  #resize(file: TreeFile, addedBytes: number): void {
    if (this.#bytes + addedBytes > this.#limits.maximumBytes) throw new FileFailure('No space left on device');
    this.#bytes += addedBytes;
    file.bytes += addedBytes;
    file.changedAtMs = Date.now();
  }

  #forget(node: TreeNode): void {
    this.#nodes -= 1;
    if (node.kind === 'file') this.#bytes -= node.bytes;
    else for (const child of node.children.values()) this.#forget(child);
  }

  #mayChange(path: string): void {
    if (!isWritable(path)) throw new FileFailure('Permission denied');
  }
}
