import type { AppFolder } from '../app-folder.ts';

/** What is known of the app before any of it runs. */
export interface Launch {
  readonly app: AppFolder;
  /** Chromium's switches from the command line; the app may add to them until it is ready. */
  readonly switches: Map<string, string>;
  readonly isPackaged: boolean;
  /** What passes for Electron's binary. */
  readonly executable: string;
}

let known: Launch | undefined;

/** Told once, before the app's main script runs. */
export function setLaunch(launch: Launch): void {
  known = launch;
}

/** @throws Error when the module was imported without the stand-in's launcher */
export function launch(): Launch {
  if (known === undefined) throw new Error('The Electron stand-in was not started by its launcher.');
  return known;
}
