// Builds the desktop app into .vite, as Forge would, on any Node that vite takes (20.19 or newer).
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = join(root, '.vite');
/** Written here only: what Forge builds into the same folder is for its own server or its package. */
const stamp = 'built';

/** What the app is built from. */
const sources = ['electron', 'renderer', 'assets', 'package.json', 'package-lock.json'];
const parts = [
  { config: 'electron/main.vite.config.ts', folder: 'build' },
  { config: 'electron/preload.vite.config.ts', folder: 'build' },
  { config: 'renderer/vite.config.ts', folder: join('renderer', 'main_window') },
];

/** @returns {boolean} whether there is no build, or a source is newer */
export function isWindowStale() {
  const built = join(output, stamp);
  if (!existsSync(built)) return true;
  const builtAtMs = statSync(built).mtimeMs;
  return sources.some((source) => isNewer(join(root, source), builtAtMs));
}

/**
 * Builds main, preload and renderer, and moves them to .vite in one step: another process may be starting from there.
 * @throws Error what vite says of a source that cannot be built
 */
export async function buildWindow() {
  const { build } = await import('vite');
  const startedAt = new Date();
  const draft = mkdtempSync(join(root, 'node_modules', '.portcullis-'));
  try {
    const builds = parts.map(({ config, folder }) =>
      build({ configFile: join(root, config), logLevel: 'warn', build: { outDir: join(draft, folder) } }),
    );
    await Promise.all(builds);
    writeFileSync(join(draft, stamp), '');
    // What is changed from now on is not in it.
    utimesSync(join(draft, stamp), startedAt, startedAt);
    if (existsSync(output)) renameSync(output, join(draft, 'old'));
    renameSync(draft, output);
    rmSync(join(output, 'old'), { recursive: true, force: true });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  process.stdout.write(`Built the desktop app in ${((Date.now() - startedAt.getTime()) / 1000).toFixed(1)} s.\n`);
}

function isNewer(path, thanMs) {
  if (!existsSync(path)) return false;
  const status = statSync(path);
  if (status.mtimeMs > thanMs) return true;
  return status.isDirectory() && readdirSync(path).some((name) => isNewer(join(path, name), thanMs));
}
