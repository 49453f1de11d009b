import { readFileSync } from 'node:fs';
import { open as openInspector } from 'node:inspector';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findAppFolder, findPackagedApp } from './app-folder.ts';
import { parseCommandLine } from './command-line.ts';
import { setLaunch } from './module/launch.ts';

/** The Electron whose place is taken; the same file tells Electron Forge. */
const version = readFileSync(new URL('./version', import.meta.url), 'utf8').trim();

/**
 * Starts an app as Electron would: its main script runs, then `ready` comes once Chromium is up.
 * @param words the command line behind the program's name
 */
export async function startApp(words: readonly string[]): Promise<void> {
  const packaged = process.env['PORTCULLIS_STANDIN_PACKAGED'];
  const { appPath, preloads, inspectPort, switches } = parseCommandLine(words, packaged === undefined);
  const app = await findApp(packaged, appPath);
  const executable = packaged ?? fileURLToPath(new URL('./electron', import.meta.url));
  const resources = packaged === undefined ? fileURLToPath(new URL('.', import.meta.url)) : resourcesOf(packaged);
  Object.assign(process, { argv: [executable, ...words], type: 'browser', resourcesPath: resources });
  if (packaged === undefined) Object.assign(process, { defaultApp: true });
  Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true });
  // By this an app knows that its window is a trial one.
  process.env['PORTCULLIS_STANDIN'] = '1';
  setLaunch({ app, switches, isPackaged: packaged !== undefined, executable });

  if (inspectPort !== undefined) openInspector(inspectPort, '127.0.0.1');
  const require = createRequire(app.main);
  for (const preload of preloads) require(preload);
  // The app comes after the preloads, which may replace what it will see.
  const { app: electronApp } = await import('./module/app.ts');
  if (app.main.endsWith('.mjs')) await import(pathToFileURL(app.main).href);
  else require(app.main);
  await electronApp.start();
}

async function findApp(packaged: string | undefined, appPath: string | undefined) {
  try {
    if (packaged !== undefined) return await findPackagedApp(resourcesOf(packaged));
    if (appPath !== undefined) return findAppFolder(appPath);
    throw new Error('Name an app: a folder with a package.json, or a script.');
  } catch (error) {
    console.error(`Electron stand-in: ${(error as Error).message}`);
    process.exit(1);
  }
}

function resourcesOf(executable: string): string {
  return join(executable, '..', 'resources');
}
