// The environment that test processes get: folders of their own, and nothing of the one who runs them.
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { withSystemFolders } from './components.mjs';

const kept =
  /^(PATH|LANG|LC_.*|TZ|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CI|PORTCULLIS_.*|ELECTRON_OVERRIDE_DIST_PATH|NODE_EXTRA_CA_CERTS)$/i;
const keptOnWindows = /^(SystemRoot|SystemDrive|windir|ComSpec|PATHEXT|NUMBER_OF_PROCESSORS|PROCESSOR_.*)$/i;

/**
 * Makes an environment for one test process. What is kept of the runner's is named, so that no agent, no prompt
 * program, and no configuration reaches a test.
 * @param {string} temporary the runner's temporary folder
 * @param {string} name names a folder in it for this process
 * @returns {NodeJS.ProcessEnv}
 */
export function privateEnvironment(temporary, name) {
  const inherited = Object.entries(process.env).filter(
    ([key]) => kept.test(key) || (process.platform === 'win32' && keptOnWindows.test(key)),
  );
  const leftovers = join(temporary, 'leftovers');
  mkdirSync(leftovers, { recursive: true });
  return {
    ...Object.fromEntries(inherited.filter(([key]) => key.toUpperCase() !== 'PATH')),
    ...privateFolders(join(temporary, name)),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    // The product runs on the Node of the one who runs the tests, whatever the test tools need.
    PORTCULLIS_TEST_NODE: process.execPath,
    PORTCULLIS_TEST_LEFTOVERS: leftovers,
    NODE_COMPILE_CACHE: join(temporary, 'compiled'),
    // Beside the folder, not in it: it names what must not be found there.
    PORTCULLIS_TEST_SECRETS: join(temporary, 'secrets.jsonl'),
  };
}

/**
 * Makes a home and temporary folders for one process.
 * @param {string} root where they are made
 * @returns {NodeJS.ProcessEnv} the variables that name them
 */
export function privateFolders(root) {
  const folder = (...parts) => {
    const made = join(root, ...parts);
    mkdirSync(made, { recursive: true, mode: 0o700 });
    return made;
  };
  const home = folder('home');
  const scratch = folder('tmp');
  return {
    HOME: home,
    USERPROFILE: home,
    APPDATA: folder('home', 'AppData', 'Roaming'),
    LOCALAPPDATA: folder('home', 'AppData', 'Local'),
    XDG_CONFIG_HOME: folder('home', '.config'),
    XDG_DATA_HOME: folder('home', '.local', 'share'),
    XDG_STATE_HOME: folder('home', '.local', 'state'),
    XDG_CACHE_HOME: folder('home', '.cache'),
    XDG_RUNTIME_DIR: folder('runtime'),
    TMPDIR: scratch,
    TEMP: scratch,
    TMP: scratch,
  };
}

/**
 * Adds what the tests at real servers need: the programs that only root runs, and the mark without which a bed refuses to
 * start, since it would change the machine.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function namespaceEnvironment(env) {
  return { ...env, PATH: withSystemFolders(env.PATH), PORTCULLIS_NAMESPACE: '1' };
}
