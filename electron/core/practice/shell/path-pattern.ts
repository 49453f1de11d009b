import type { FileTree } from './file-tree.ts';
import { cleanPath } from './tree-node.ts';

/** Makes a text stand for itself in a pattern. */
export function escapePattern(text: string): string {
  return text.replace(/[\\*?]/g, '\\$&');
}

/** Whether a pattern has a `*` or `?` that is not escaped. */
export function isPattern(pattern: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*[*?]/.test(pattern);
}

/**
 * The paths that match a pattern, sorted, written as the pattern is (relative or absolute). `*` is any text and `?` one
 * character within a name; a name that begins with a dot is matched by a pattern that does.
 */
export function pathsMatching(tree: FileTree, directory: string, pattern: string): string[] {
  let found = [pattern.startsWith('/') ? '/' : ''];
  for (const name of pattern.split('/').filter((part) => part !== '')) {
    found = found.flatMap((parent) => childrenMatching(tree, directory, parent, name));
  }
  return found.map((path) => path.replace(/\/$/, '')).sort();
}

function childrenMatching(tree: FileTree, directory: string, parent: string, pattern: string): string[] {
  if (!isPattern(pattern)) {
    const path = `${parent}${pattern.replace(/\\(.)/g, '$1')}/`;
    return tree.find(cleanPath(directory, path)) === undefined ? [] : [path];
  }
  const node = tree.find(cleanPath(directory, parent));
  if (node?.kind !== 'folder') return [];
  const names = [...node.children.keys()].filter((name) => name.startsWith('.') === pattern.startsWith('.'));
  return names.filter((name) => nameMatches(name, pattern)).map((name) => `${parent}${name}/`);
}

/** Matches one name; only the last `*` is ever taken back, so the time grows with the product of the lengths. */
export function nameMatches(name: string, pattern: string): boolean {
  const wanted = [...pattern.replace(/\*{2,}/g, '*').matchAll(/\\(.)|(.)/gsu)].map(
    ([, escaped, plain]) => escaped ?? { wild: plain ?? '' },
  );
  const given = [...name];
  if (wanted.length > 2 * given.length + 1) return false;
  let [at, place] = [0, 0];
  let star: { readonly place: number; readonly at: number } | undefined;
  while (at < given.length) {
    const next = wanted[place];
    const wild = typeof next === 'object' ? next.wild : undefined;
    if (wild === '*') {
      star = { place, at };
      place += 1;
    } else if (next !== undefined && (wild === '?' || (wild ?? next) === given[at])) {
      at += 1;
      place += 1;
    } else if (star !== undefined) {
      star = { place: star.place, at: star.at + 1 };
      place = star.place + 1;
      at = star.at;
    } else return false;
  }
  return wanted.slice(place).every((rest) => typeof rest === 'object' && rest.wild === '*');
}
