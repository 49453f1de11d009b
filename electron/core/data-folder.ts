import { homedir } from 'node:os';
import { join, win32 } from 'node:path';

/**
 * The folder that all processes of one user share: PORTCULLIS_HOME, else the system's place for an application's state
 * (XDG Base Directory Specification on Linux). On Windows the local place, since a journal belongs to one machine.
 */
export function dataFolderOf(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, home = homedir()): string {
  const own = ownFolderOf(environment);
  if (own !== undefined) return own;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Portcullis');
  if (platform === 'win32') return join(localFolderOf(environment, home), 'Portcullis Data');
  const state = environment['XDG_STATE_HOME'];
  // A relative path there is to be ignored, by the specification's word.
  return join(state?.startsWith('/') ? state : join(home, '.local', 'state'), 'portcullis');
}

/** The folder that a person has named for us, if any. */
export function ownFolderOf(environment: NodeJS.ProcessEnv): string | undefined {
  return environment['PORTCULLIS_HOME'] || undefined;
}

/**
 * Where Squirrel.Windows installs the app, by the maker's `name`; reinstalling and uninstalling delete all that is in there
 * (Squirrel's Update/Program.cs).
 */
export function installRootOf(environment: NodeJS.ProcessEnv, home = homedir()): string {
  return join(localFolderOf(environment, home), 'portcullis');
}

/** Where earlier versions kept their data on Windows: the installer's folder, since letter case does not count there. */
export function formerDataFolderOf(environment: NodeJS.ProcessEnv, home = homedir()): string {
  return join(localFolderOf(environment, home), 'Portcullis');
}

/** Whether a path is a folder or lies in it, as Windows sees it: without letter case, and without dots and blanks at a name's end. */
export function liesWithin(path: string, folder: string): boolean {
  const way = win32.relative(asWindowsSees(folder), asWindowsSees(path));
  return way === '' || !(way === '..' || way.startsWith('..\\') || win32.isAbsolute(way));
}

function asWindowsSees(path: string): string {
  return win32
    .resolve(path)
    .replace(/^\\\\\?\\/, '')
    .replaceAll(/[. ]+(?=\\|$)/g, '');
}

function localFolderOf(environment: NodeJS.ProcessEnv, home: string): string {
  return environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local');
}
