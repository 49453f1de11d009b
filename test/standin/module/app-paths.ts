import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './launch.ts';

const personalFolders = ['Desktop', 'Documents', 'Downloads', 'Music', 'Pictures', 'Videos'];

/** Electron's `app.getPath` and `app.setPath`: the same folders as Electron's on the same system. */
export class AppPaths {
  readonly #set = new Map<string, string>();

  /** @param appName names the app's folder until `userData` is set */
  get(name: string, appName: string): string {
    const set = this.#set.get(name);
    if (set !== undefined) return set;
    const known = this.#usual(name, appName);
    if (known === undefined) throw new Error(`Failed to get '${name}' path`);
    return known;
  }

  set(name: string, path: string): void {
    this.#set.set(name, path);
  }

  #usual(name: string, appName: string): string | undefined {
    const folder = personalFolders.find((personal) => personal.toLowerCase() === name);
    if (folder !== undefined) return join(homedir(), folder);
    switch (name) {
      case 'home':
        return homedir();
      case 'temp':
        return tmpdir();
      case 'exe':
      case 'module':
        return launch().executable;
      case 'appData':
        return appDataFolder();
      case 'userData':
        return launch().switches.get('user-data-dir') ?? join(this.get('appData', appName), appName);
      case 'sessionData':
        return this.get('userData', appName);
      case 'logs':
        return process.platform === 'darwin'
          ? join(homedir(), 'Library', 'Logs', appName)
          : join(this.get('userData', appName), 'logs');
      case 'crashDumps':
        return join(this.get('sessionData', appName), 'Crashpad');
      default:
        return undefined;
    }
  }
}

function appDataFolder(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32') return APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return XDG_CONFIG_HOME ?? join(homedir(), '.config');
}
