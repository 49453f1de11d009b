import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { readOneTimeList } from '../../shared/one-time-list.ts';
import { maximumProfileBytes, type Profile, parseProfile } from '../../shared/profile.ts';
import { readFileWithin } from '../files/read-file-within.ts';
import { UnfitFile } from '../files/unfit-file.ts';

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
 * Reads a profile file of at most `maximumProfileBytes`, with the list of one-time sequences that it may name.
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
 * Reads a file of sequences of at most `maximumProfileBytes`.
 * @param what it is, as in `the profile`
 * @throws Failure `profile-unreadable`
 */
export async function readSecretText(
  path: string,
  what: 'profile' | 'list',
): Promise<{ readonly text: string; readonly mode: number }> {
  try {
    const { bytes, mode } = await readFileWithin(path, { maximumBytes: maximumProfileBytes, links: 'followed' });
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), mode };
  } catch (thrown) {
    throw new Failure('profile-unreadable', `The ${what} ${path} cannot be read: ${whyUnreadable(thrown)}.`, {
      remedy: what === 'profile' ? 'Name a file in the export format.' : 'Choose a text file, a sequence a line.',
      cause: thrown,
    });
  }
}

function whyUnreadable(thrown: unknown): string {
  if (thrown instanceof UnfitFile) return `it ${thrown.message}`;
  const { code = 'unknown error' } = thrown as NodeJS.ErrnoException;
  const why: Record<string, string> = {
    ENOENT: 'it is not there',
    EACCES: 'you may not read it',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not text in UTF-8',
  };
  return why[code] ?? code;
}

/** A path in a profile: one from the home folder is there, a relative one starts at the profile's own folder. */
export function pathInProfile(path: string, profilePath: string): string {
  if (isFromHome(path)) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : resolve(dirname(profilePath), path);
}

/** Whether a path begins at the home folder: `~/`, and on Windows `~\` too. */
export function isFromHome(path: string, platform = process.platform): boolean {
  return path === '~' || path.startsWith('~/') || (platform === 'win32' && path.startsWith('~\\'));
}
