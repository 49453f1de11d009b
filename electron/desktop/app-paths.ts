import { join } from 'node:path';

/** Where the app keeps what it keeps. */
export interface AppPaths {
  /** The folder that the command line uses too, so that journal and host keys are shared. */
  readonly dataFolder: string;
  readonly profiles: string;
  readonly settings: string;
  readonly keyFile: string;
  readonly windowState: string;
  readonly log: string;
  /** Chromium's own files. */
  readonly chromium: string;
}

export function appPathsIn(dataFolder: string): AppPaths {
  return {
    dataFolder,
    profiles: join(dataFolder, 'profiles.json'),
    settings: join(dataFolder, 'settings.json'),
    keyFile: join(dataFolder, 'vault-key'),
    windowState: join(dataFolder, 'window-state.json'),
    log: join(dataFolder, 'log', 'portcullis.log'),
    chromium: join(dataFolder, 'window'),
  };
}
