import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Draws windows for nobody, and starts in a third of the time: Debian has it as a package of its own. */
const headlessShell = 'chromium-headless-shell';

/** Names on the search path, the plain Chromium first. */
const programNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];

const macPrograms = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Brave Browser.app/Contents/MacOS/Brave Browser',
];

const windowsPrograms = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];

/**
 * Finds what draws a window that nobody sees: the headless shell where it is, else a browser.
 * @returns as `findChromium`
 */
export function findHeadlessChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment['PORTCULLIS_CHROMIUM']) return findChromium(environment);
  return onSearchPath([headlessShell], environment).find(isProgram) ?? findChromium(environment);
}

/**
 * Finds a browser of Chromium's family on this machine.
 * @param environment PORTCULLIS_CHROMIUM names one and is then the only one asked for
 * @returns an absolute path, or undefined where there is none
 */
export function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const named = environment['PORTCULLIS_CHROMIUM'];
  const candidates = named === undefined || named === '' ? usualPlaces(environment, platform) : [named];
  return candidates.find(isProgram);
}

function usualPlaces(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => environment[name]);
    return folders.flatMap((folder) => (folder ? windowsPrograms.map((program) => join(folder, program)) : []));
  }
  if (platform === 'darwin') {
    const folders = ['/Applications', join(environment['HOME'] ?? '/', 'Applications')];
    return folders.flatMap((folder) => macPrograms.map((program) => join(folder, program)));
  }
  return onSearchPath(programNames, environment);
}

function onSearchPath(names: readonly string[], environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
