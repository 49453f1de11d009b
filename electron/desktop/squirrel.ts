import { spawn } from 'node:child_process';
import { basename, dirname, join } from 'node:path';

/** By this Windows knows whose notifications these are; Squirrel gives it to the shortcut that it makes. */
export const windowsModelId = 'com.squirrel.portcullis.portcullis';

/**
 * What Squirrel's installer wants of the app that it starts for a moment (Squirrel.Windows, "Custom Squirrel Events").
 * @returns the arguments for its Update.exe, nothing when only the app's end is wanted; undefined: an ordinary start
 */
export function squirrelTask(argv: readonly string[], executable: string): readonly string[] | undefined {
  switch (argv[1]) {
    case '--squirrel-install':
    case '--squirrel-updated':
      return [`--createShortcut=${executable}`];
    case '--squirrel-uninstall':
      return [`--removeShortcut=${executable}`];
    case '--squirrel-obsolete':
      return [];
    default:
      return undefined;
  }
}

/** Does what the installer wants. @returns whether that was all that this start is for */
export function obeySquirrel(): boolean {
  if (process.platform !== 'win32') return false;
  const task = squirrelTask(process.argv, basename(process.execPath));
  if (task === undefined) return false;
  const updater = join(dirname(process.execPath), '..', 'Update.exe');
  if (task.length > 0) spawn(updater, task, { detached: true, stdio: 'ignore' }).unref();
  return true;
}
