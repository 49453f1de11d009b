import { createHash } from 'node:crypto';
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

type Secret = { readonly ports: readonly number[] } | { readonly text: string };

/** A sequence is found in any notation that keeps its order. */
function patternOf(ports: readonly number[]): RegExp {
  return new RegExp(ports.map((port) => `(?<!\\d)${port}(?!\\d)`).join('[^]{1,60}?'));
}

/**
 * Searches all files below `root`, byte for byte: the files of a browser are not text, and there are many.
 * @returns the files in which a secret stands in clear
 */
export function findLeaks(root: string, secretList: string): string[] {
  const secrets = secretList
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Secret);
  const texts = secrets.flatMap((secret) => ('text' in secret ? [Buffer.from(secret.text).toString('latin1')] : []));
  const sequences = secrets.flatMap((secret) =>
    'ports' in secret ? [{ ports: secret.ports.map(String), pattern: patternOf(secret.ports) }] : [],
  );
  const hasLeak = (content: string) => {
    if (texts.some((text) => content.includes(text))) return true;
    // A pattern for each of hundreds of sequences takes minutes; few files have all the numbers of one.
    const numbers = new Set(content.match(/\d{1,5}/g));
    return sequences.some(({ ports, pattern }) => ports.every((port) => numbers.has(port)) && pattern.test(content));
  };
  // Most of what browsers leave is the same for each of them.
  const found = new Map<string, boolean>();
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      const digest = createHash('sha256').update(bytes).digest('hex');
      const known = found.get(digest);
      if (known !== undefined) return known;
      const leaks = hasLeak(bytes.toString('latin1'));
      found.set(digest, leaks);
      return leaks;
    });
}
