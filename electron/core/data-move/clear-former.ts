import { mkdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isHeldByLiving } from './former-use.ts';
import { type MovedPrints, readNote } from './moved-note.ts';
import { ownFilesIn, ownFolders, printOf, readOwnFile } from './own-files.ts';
import { patiently } from './patiently.ts';

/**
 * These stay in the old place too: an older version that still runs there, or is started again, would draw new ones, and what
 * it notes then could not be read here.
 */
const keys: ReadonlySet<string> = new Set(['vault-key', 'window/Local State']);
/** Nothing is lost by these. */
const isMinor = (name: string) => name === 'window-state.json' || /^(log|lore)\//.test(name);
const isGate = (name: string) => /^gates\/[^/]+\.json$/.test(name);
/** A file that somebody has open goes at the next start: no start waits long for it. */
const removalMs = 200;

/**
 * Removes from the old folder what was moved. What an older version has written there since stays, but for the gates that it
 * left open: they go over where the new folder does not know of them.
 * @returns names of files that stay and matter
 */
export function clearFormer(former: string, dataFolder: string): string[] {
  const prints = readNote(dataFolder);
  const until = performance.now() + removalMs;
  const leftMs = () => Math.max(0, until - performance.now());
  const isSameKey = () => printIn(former, 'vault-key') === (printIn(dataFolder, 'vault-key') ?? 'none');

  const staying = ownFilesIn(former).filter((name) => {
    if (keys.has(name)) return false;
    const print = printIn(former, name);
    // Gone meanwhile, by another process, or not to be read just now: then nobody can say whether it is a leftover.
    if (print === undefined) return false;
    if (print === prints[name]) {
      attempt(() => patiently(() => unlinkSync(join(former, name)), leftMs()));
      return false;
    }
    if (!isGate(name)) return !isMinor(name);
    if (isHeldByLiving(join(former, name))) return false;
    return !(isFree(name, dataFolder, prints) && isSameKey() && goesOver(name, former, dataFolder));
  });
  for (const folder of ownFolders) attempt(() => rmdirSync(join(former, folder)));
  return staying;
}

/** Whether the new folder knows nothing of a gate, or only what it was when it was moved. */
function isFree(name: string, dataFolder: string, prints: MovedPrints): boolean {
  const there = printIn(dataFolder, name);
  return there === undefined || there === prints[name];
}

/** In one step: of two processes that start at once one does it, and the other finds nothing to do. */
function goesOver(name: string, former: string, dataFolder: string): boolean {
  return attempt(() => {
    mkdirSync(dirname(join(dataFolder, name)), { recursive: true, mode: 0o700 });
    renameSync(join(former, name), join(dataFolder, name));
  });
}

/** A file's print; undefined where it is not there or cannot be read. */
function printIn(folder: string, name: string): string | undefined {
  try {
    return printOf(readOwnFile(join(folder, name)).content);
  } catch {
    return undefined;
  }
}

function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
