import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { ownFileNames } from '../files/own-file-names.ts';

/** What is ours in a data folder, folder by folder; all else there is somebody else's, or is made anew. */
const ownNames: readonly (readonly [folder: string, names: RegExp])[] = [
  ['', ownFileNames],
  ['gates', /^[0-9a-f]{32}\.json(\.damaged-\d+)?$/],
  ['lore', /^[0-9a-f]{32}\.json$/],
  ['dials', /^[0-9a-f]{32}\.json$/],
  ['one-time', /^[0-9a-f]{32}\.json$/],
  ['log', /^portcullis\.log(\.old)?$/],
  // What else a practice gate leaves ends with its process.
  ['practice', /^practice-host-key(\.damaged-\d+)?$/],
  // Of Chromium's files the one with the key of the system's encryption: without it nothing sealed could be read.
  ['window', /^Local State$/],
];

export const ownFolders: readonly string[] = ownNames.map(([folder]) => folder).filter((folder) => folder !== '');

/** Nothing of ours is as large by far. */
const largestBytes = 64 * 1024 * 1024;

/** Our files in a folder, as names with `/`. @throws where it cannot be listed; a Failure where a link stands for a folder */
export function ownFilesIn(dataFolder: string): string[] {
  return ownNames.flatMap(([folder, names]) =>
    namesIn(join(dataFolder, folder), folder === '')
      .filter((name) => names.test(name))
      .map((name) => (folder === '' ? name : `${folder}/${name}`)),
  );
}

/** A file of ours with its mode. @throws the system's error, a Failure where it is no regular file */
export function readOwnFile(path: string): { readonly content: Buffer; readonly mode: number } {
  // Windows knows neither flag: there the look before must do.
  if (!lstatSync(path).isFile()) throw notAFile(path);
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const { mode, size } = fstatSync(file);
    if (!fstatSync(file).isFile() || size > largestBytes) throw notAFile(path);
    return { content: readFileSync(file), mode: mode & 0o777 };
  } finally {
    closeSync(file);
  }
}

/** By what a file's content is known again. */
export function printOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function namesIn(folder: string, mayBeLink: boolean): string[] {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory() && !mayBeLink) throw notAFile(folder);
  return readdirSync(folder).sort();
}

function notAFile(path: string): Failure {
  return new Failure('data-folder-unusable', `${path} is not a file or a folder of Portcullis's own making.`);
}
