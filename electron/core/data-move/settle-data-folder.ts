import { homedir } from 'node:os';
import { Failure } from '../../shared/failure.ts';
import { dataFolderOf, formerDataFolderOf, installRootOf, liesWithin, ownFolderOf } from '../data-folder.ts';
import type { FolderNotice } from '../files/guard-data-folder.ts';
import { unusable } from '../files/unusable.ts';
import { clearFormer } from './clear-former.ts';
import { isFormerAtWork, noteUse } from './former-use.ts';
import { discardDrafts, isInUse, moveOwnFiles } from './move-own-files.ts';
import { ownFilesIn } from './own-files.ts';

/** Where the data are for this run. */
export interface SettledFolder {
  readonly folder: string;
  readonly notices: readonly FolderNotice[];
}

/**
 * Finds the data folder. On Windows what an earlier version kept in the installer's own folder is moved out of it first,
 * once; where that cannot be done now, this run works in the old folder, so that open gates are known and can be shut. For the
 * very beginning of a start, before anything in the folder is read. Never throws what a file system may do.
 */
export function settleDataFolder(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  home = homedir(),
): SettledFolder {
  const folder = dataFolderOf(environment, platform, home);
  if (platform !== 'win32') return { folder, notices: [] };
  const installRoot = installRootOf(environment, home);
  if (ownFolderOf(environment) !== undefined) {
    return { folder, notices: liesWithin(folder, installRoot) ? [inInstallRoot(folder)] : [] };
  }
  const former = formerDataFolderOf(environment, home);
  const stay = (notice: FolderNotice): SettledFolder => {
    noteUse(former);
    return { folder: former, notices: [notice] };
  };
  try {
    if (!isInUse(folder)) {
      if (ownFilesIn(former).length === 0) return { folder, notices: [] };
      if (isFormerAtWork(former)) return stay(notYet(former));
      moveOwnFiles(former, folder);
    }
  } catch (thrown) {
    // Another process may have been faster, and may have thrown away the draft of this one.
    if (!isInUse(folder)) return stay(notMoved(former, folder, thrown));
  }
  return { folder, notices: tidyUp(former, folder) };
}

/** Nothing of this is needed for going on. */
function tidyUp(former: string, folder: string): FolderNotice[] {
  try {
    discardDrafts(folder);
    const staying = clearFormer(former, folder);
    return staying.length === 0 ? [] : [leftBehind(former, folder, staying)];
  } catch {
    return [];
  }
}

function inInstallRoot(folder: string): FolderNotice {
  return {
    title: "The data are in the installer's folder",
    message: `PORTCULLIS_HOME names ${folder}: installing Portcullis again, or removing it, deletes all that is there.`,
    remedy: 'Quit Portcullis, move that folder elsewhere, and let PORTCULLIS_HOME name the new place.',
  };
}

function notYet(former: string): FolderNotice {
  return {
    title: 'The data are moved later',
    message: `Another Portcullis still works with the data in ${former}. Installing Portcullis again would delete them.`,
    remedy: 'They are moved to a safe place at the next start at which no other Portcullis runs.',
  };
}

function notMoved(former: string, folder: string, thrown: unknown): FolderNotice {
  const { path = folder } = thrown as NodeJS.ErrnoException;
  const { message } = thrown instanceof Failure ? thrown : unusable(thrown, path);
  return {
    title: 'The data could not be moved',
    message: `They stay in ${former}, where installing Portcullis again would delete them. ${message}`,
    remedy: `Mend that and start again: they are then moved to ${folder}.`,
  };
}

function leftBehind(former: string, folder: string, names: readonly string[]): FolderNotice {
  return {
    title: 'An older Portcullis has left files',
    message: `In ${former} lie ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and more' : ''}, which are not used: the data are in ${folder} now.`,
    remedy: 'Remove the older Portcullis. Take what you want to keep of those files, and delete them.',
  };
}
