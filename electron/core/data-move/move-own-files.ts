import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { formatNote, type MovedPrints, noteName } from './moved-note.ts';
import { ownFilesIn, printOf, readOwnFile } from './own-files.ts';
import { patiently } from './patiently.ts';

/** As long as a virus scanner may look at what was just written. */
const renameMs = 3000;
/** How often it is begun again because somebody wrote in the old folder meanwhile. */
const rounds = 3;

/**
 * Copies all that is ours into a draft beside the new folder and gives it the new name in one step, so that at every moment one
 * of the two folders has everything; the old files stay. Where another process is faster, nothing is done.
 * @throws the system's error, or a Failure; the old folder is then as it was, and the new one is not there
 */
export function moveOwnFiles(from: string, to: string): void {
  for (let round = 1; round <= rounds; round += 1) {
    const draft = `${to}.${randomUUID()}.new`;
    try {
      const prints = copyOwnFiles(from, draft);
      writeDurably(join(draft, noteName), formatNote(prints), 0o600);
      if (!isStill(from, prints)) continue;
      patiently(() => giveName(draft, to), renameMs);
      return;
    } finally {
      discard(draft);
    }
  }
  throw new Failure('data-folder-unusable', `Files in ${from} change all the time.`);
}

/** Removes the drafts that dead processes have left; for when the new folder is there, and nobody wants another one. */
export function discardDrafts(to: string): void {
  const isDraft = /^[0-9a-f-]{36}\.new$/;
  const beginning = `${basename(to)}.`;
  for (const name of readdirSync(dirname(to))) {
    if (name.startsWith(beginning) && isDraft.test(name.slice(beginning.length))) discard(join(dirname(to), name));
  }
}

/** Whether there is something in a folder; one that cannot be looked into counts as used. */
export function isInUse(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function copyOwnFiles(from: string, draft: string): MovedPrints {
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const prints: Record<string, string> = {};
  for (const name of ownFilesIn(from)) {
    const { content, mode } = patiently(() => readOwnFile(join(from, name)), renameMs);
    mkdirSync(dirname(join(draft, name)), { recursive: true, mode: 0o700 });
    writeDurably(join(draft, name), content, mode);
    prints[name] = printOf(content);
  }
  return prints;
}

/** Whether a folder still has the files that were copied, and no others. */
function isStill(from: string, prints: MovedPrints): boolean {
  const names = ownFilesIn(from);
  return (
    names.length === Object.keys(prints).length &&
    names.every((name) => prints[name] === printOf(readOwnFile(join(from, name)).content))
  );
}

function giveName(draft: string, to: string): void {
  // Windows renames nothing over a folder, not even over an empty one.
  if (isInUse(to)) return;
  if (lstatSync(to, { throwIfNoEntry: false })?.isDirectory()) rmdirSync(to);
  try {
    renameSync(draft, to);
  } catch (thrown) {
    // Another process was faster.
    if (!isInUse(to)) throw thrown;
  }
}

function writeDurably(path: string, content: string | Uint8Array, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What cannot be removed now is removed by a later start. */
function discard(draft: string): void {
  try {
    rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Somebody has a file of it open.
  }
}
