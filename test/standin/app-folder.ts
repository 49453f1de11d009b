import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export interface AppFolder {
  /** Where the package.json is. */
  readonly root: string;
  /** The main script. */
  readonly main: string;
  readonly name: string;
  readonly version: string;
}

/**
 * Finds the app that a path on the command line names.
 * @throws Error when there is nothing to start
 */
export function findAppFolder(path: string): AppFolder {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new Error(`There is no app at ${absolute}.`);
  if (statSync(absolute).isDirectory()) {
    const description = readPackage(absolute);
    const main = resolve(absolute, description.main ?? 'index.js');
    if (!existsSync(main)) throw new Error(`The app's main script is missing: ${main}.`);
    return { ...identity(description), root: absolute, main };
  }
  const root = folderWithPackage(dirname(absolute));
  return { ...identity(readPackage(root)), root, main: absolute };
}

/**
 * Finds the app inside a packaged folder's resources. Plain Node reads no asar archive, so one is unpacked into a
 * temporary folder, which goes when the process ends.
 */
export async function findPackagedApp(resources: string): Promise<AppFolder> {
  const archive = join(resources, 'app.asar');
  if (!existsSync(archive)) return findAppFolder(join(resources, 'app'));
  const { extractAll } = await import('@electron/asar');
  const folder = mkdtempSync(join(tmpdir(), 'standin-app-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  extractAll(archive, folder);
  return findAppFolder(folder);
}

interface PackageDescription {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

function identity(description: PackageDescription) {
  return {
    name: description.productName ?? description.name ?? 'Electron',
    version: description.version ?? '0.0.0',
  };
}

function readPackage(folder: string): PackageDescription {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as PackageDescription) : {};
}

function folderWithPackage(folder: string): string {
  const above = dirname(folder);
  return existsSync(join(folder, 'package.json')) || above === folder ? folder : folderWithPackage(above);
}
