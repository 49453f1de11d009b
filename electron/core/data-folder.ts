import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder that all processes of one user share: PORTCULLIS_HOME, else the system's place for an application's state
 * (XDG Base Directory Specification on Linux).
 */
export function dataFolderOf(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, home = homedir()): string {
  const own = environment['PORTCULLIS_HOME'];
  if (own !== undefined && own !== '') return own;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Portcullis');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Portcullis');
  const state = environment['XDG_STATE_HOME'];
  // A relative path there is to be ignored, by the specification's word.
  return join(state?.startsWith('/') ? state : join(home, '.local', 'state'), 'portcullis');
}
