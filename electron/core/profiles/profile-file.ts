import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { readOneTimeList } from '../../shared/one-time-list.ts';
import { maximumProfileBytes, type Profile, parseProfile } from '../../shared/profile.ts';

/** A profile file as it was found. */
export interface ProfileFile {
  readonly profile: Profile;
  /** Itself, or the list that it names where others can read that. */
  readonly path: string;
  /** The permission bits of `path`. */
  readonly mode: number;
  /** Others than the owner may read the sequence in it. Never on Windows, where the mode says nothing. */
  readonly isExposed: boolean;
  /** What knockd reads in the list of one-time sequences beside it otherwise than a person may think. */
  readonly listWarnings: readonly string[];
}

/**
 * Reads a profile file, however long it says it is no further than `maximumProfileBytes`, with the list of one-time
 * sequences that it may name.
 * @throws Failure `profile-unreadable`, `profile-invalid`, `profile-newer`, of the list also `sequence-invalid`
 */
export async function readProfileFile(path: string): Promise<ProfileFile> {
  const { text, mode } = await readSecretText(path, 'profile');
  const profile = parseProfile(text);
  const { oneTimeFile, ...knock } = profile.knock;
  if (oneTimeFile === undefined) return { profile, path, mode, isExposed: isReadByOthers(mode), listWarnings: [] };
  const listPath = pathInProfile(oneTimeFile, path);
  const list = await readSecretText(listPath, 'list');
  const { sequences, warnings } = readOneTimeList(list.text);
  return {
    profile: { ...profile, knock: { ...knock, oneTime: [...sequences] } },
    ...(isReadByOthers(list.mode) ? { path: listPath, mode: list.mode } : { path, mode }),
    isExposed: isReadByOthers(mode) || isReadByOthers(list.mode),
    listWarnings: warnings,
  };
}

function isReadByOthers(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o077) !== 0;
}

/**
 * Reads a file of sequences, no further than `maximumProfileBytes` and one byte.
 * @param what it is, as in `the profile`
 * @throws Failure `profile-unreadable`
 */
export async function readSecretText(
  path: string,
  what: 'profile' | 'list',
): Promise<{ readonly text: string; readonly mode: number }> {
  try {
    const file = await open(path, 'r');
    try {
      const stat = await file.stat();
      if (stat.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
      const buffer = Buffer.alloc(maximumProfileBytes + 1);
      let length = 0;
      // A pipe gives its content in parts.
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length));
      return { text, mode: stat.mode & 0o777 };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const why: Record<string, string> = {
      ENOENT: 'it is not there',
      EACCES: 'you may not read it',
      EISDIR: 'it is a folder',
      ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not text in UTF-8',
    };
    throw new Failure('profile-unreadable', `The ${what} ${path} cannot be read: ${why[code ?? ''] ?? code}.`, {
      remedy: what === 'profile' ? 'Name a file in the export format.' : 'Choose a text file, a sequence a line.',
      cause: thrown,
    });
  }
}

/** A path in a profile: `~/` is the home folder, a relative one starts at the profile's own folder. */
export function pathInProfile(path: string, profilePath: string): string {
  if (path === '~' || path.startsWith('~/')) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : resolve(dirname(profilePath), path);
}
