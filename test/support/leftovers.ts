import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * What tests leave behind is searched for secrets at the end of a run (test/leftovers). The folder and the list of what
 * to search for come from the runner; a single test file that is run by hand has neither, and leaves nothing.
 */
const folder = process.env['PORTCULLIS_TEST_LEFTOVERS'];
const list = process.env['PORTCULLIS_TEST_SECRETS'];

/** Moves a folder to where the search will find it. @returns where it is now */
export function keepLeftover(path: string): string {
  if (folder === undefined) return path;
  mkdirSync(folder, { recursive: true });
  const kept = join(folder, basename(path));
  renameSync(path, kept);
  return kept;
}

/** Notes something that must not be found in clear: the ports of a sequence in their order, or a password. */
export function mustNotLeak(secret: { readonly ports: readonly number[] } | { readonly text: string }): void {
  if (list !== undefined) appendFileSync(list, `${JSON.stringify(secret)}\n`, { mode: 0o600 });
}

/** A pattern for a noted secret: a sequence is found in any notation that keeps its order. */
function patternOf(secret: { ports?: readonly number[]; text?: string }): RegExp {
  const text = secret.text?.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(text ?? (secret.ports ?? []).map((port) => `(?<!\\d)${port}(?!\\d)`).join('[^]{1,60}?'));
}

/** Searches all files below `root`. @returns the files in which a secret stands in clear */
export function findLeaks(root: string, secretList: string): string[] {
  const patterns = secretList
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => patternOf(JSON.parse(line)));
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path, 'utf8');
      return patterns.some((pattern) => pattern.test(content));
    });
}
