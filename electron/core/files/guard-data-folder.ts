import { chmodSync, type Dirent, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { ownFileNames } from './own-file-names.ts';
import { refuseForeign, refuseNoFolder, refuseUnfit } from './unfit-file.ts';
import { unusable } from './unusable.ts';

/** Something that a person should know of the folder where the data are. */
export interface FolderNotice {
  readonly title: string;
  readonly message: string;
  readonly remedy: string;
}

/** Whoever else could read it. Windows keeps a user's folders apart by other means. */
const othersBits = process.platform === 'win32' ? 0 : 0o077;

/**
 * Sees to it that the data folder is this user's alone: whoever could write there would have us read, write and remove files
 * elsewhere, or wait for a process that is none of ours. It and what lies in it belong to this user (or to root), no folder in it
 * is a link, it has mode 0700 and our files 0600; other modes are set back. The folder itself may be reached by links.
 * @returns what others could get at until now; nothing where the folder is not there yet
 * @throws Failure `data-folder-unusable` that names what belongs to somebody else, the link, or what is no folder or everybody's
 */
export function guardDataFolder(dataFolder: string): readonly FolderNotice[] {
  const folder = statSync(dataFolder, { throwIfNoEntry: false });
  if (folder === undefined) return [];
  refusing(dataFolder, () => {
    refuseNoFolder(folder);
    refuseForeign(folder);
  });
  const wasOpen = setBack(dataFolder, folder, 0o700);
  const open = entriesOf(dataFolder).flatMap((entry) => {
    const path = join(dataFolder, entry.name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return [];
    refusing(path, () => {
      if (entry.isSymbolicLink() && leadsToFolder(path)) refuseUnfit(found, 0);
      refuseForeign(found);
    });
    // A person may have named a folder with more in it.
    const isOwn = entry.isFile() && ownFileNames.test(entry.name);
    return isOwn && setBack(path, found, 0o600) ? [path] : [];
  });
  return wasOpen || open.length > 0 ? [wasExposed(dataFolder, wasOpen ? folder.mode : undefined, open)] : [];
}

/** @returns whether others than the owner had a right to it */
function setBack(path: string, { mode }: Stats, wanted: number): boolean {
  const isOpen = (mode & othersBits) !== 0;
  if (isOpen || (othersBits !== 0 && (mode & wanted) !== wanted)) {
    try {
      chmodSync(path, wanted);
    } catch {
      // A disk without modes, or a read-only one: others may still get at it, which is said.
    }
  }
  return isOpen;
}

function wasExposed(dataFolder: string, mode: number | undefined, files: readonly string[]): FolderNotice {
  const folder =
    mode === undefined ? [] : [`the folder ${dataFolder} (mode 0${(mode & 0o777).toString(8).padStart(3, '0')})`];
  const what = [...folder, ...files].join(', ');
  const stays = [...(mode === undefined ? [] : [dataFolder]), ...files].some(isOpenStill);
  return {
    title: 'Other users could reach Portcullis’ data',
    message: `Other users of this computer could read or change ${what}. ${
      stays ? 'That could not be mended: the disk may keep no modes.' : 'It is yours alone again.'
    }`,
    remedy: `${stays ? 'Set PORTCULLIS_HOME to a folder on another disk. ' : ''}If others work here, replace your knock sequences, and look through the host keys that were accepted.`,
  };
}

function isOpenStill(path: string): boolean {
  return ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & othersBits) !== 0;
}

function refusing(path: string, look: () => void): void {
  try {
    look();
  } catch (thrown) {
    throw unusable(thrown, path);
  }
}

/** What cannot be listed is told where it is used. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Nowhere, or in a circle.
    return false;
  }
}
