export interface TreeLimits {
  readonly maximumBytes: number;
  readonly maximumNodes: number;
}

/** 1 MiB of text in 1,000 files and folders: enough to practise on, too little to trouble the machine. */
export const treeLimits: TreeLimits = { maximumBytes: 1_048_576, maximumNodes: 1000 };

export interface TreeFile {
  readonly kind: 'file';
  text: string;
  /** The text's length in UTF-8. */
  bytes: number;
  changedAtMs: number;
}

export interface Folder {
  readonly kind: 'folder';
  readonly children: Map<string, TreeNode>;
  readonly changedAtMs: number;
}

export type TreeNode = TreeFile | Folder;

export function makeFolder(): Folder {
  return { kind: 'folder', children: new Map(), changedAtMs: Date.now() };
}

export function textBytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * Makes a path absolute from `directory` and resolves `.`, `..` and doubled slashes; `..` above the root stays there.
 */
export function cleanPath(directory: string, path: string): string {
  const names: string[] = [];
  for (const name of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** The folder that holds a path; the root holds itself. */
export function parentOf(path: string): string {
  return cleanPath('/', `${path}/..`);
}

/** A path's last name. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Where visitors may change something; everything else is as the gate laid it out. */
export const writablePlaces = ['/home/guest', '/tmp'];

export function isWritable(path: string): boolean {
  return writablePlaces.some((place) => path === place || path.startsWith(`${place}/`));
}
