#!/usr/bin/env node
// Starts the compiled command line. In a checkout it compiles first when a source is newer than what was compiled:
// nothing is built at install time, so that no script needs to run there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`portcullis: Node ${process.versions.node} is too old; install Node 20.19 or newer.\n`);
  process.exit(255);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const compiled = join(root, 'dist');
const entry = join(compiled, 'cli', 'main.js');
if (!isStale() || compile()) {
  const { main } = await import(pathToFileURL(entry).href);
  await main(process.argv.slice(2));
}

/** Whether a source is newer than the compiled entry; a package that was installed has no sources. */
function isStale() {
  const sources = join(root, 'electron');
  if (!existsSync(join(sources, 'cli', 'main.ts'))) return false;
  if (!existsSync(entry)) return true;
  const compiledAt = statSync(entry).mtimeMs;
  return readdirSync(sources, { recursive: true, withFileTypes: true }).some(
    (file) =>
      file.name.endsWith('.ts') && statSync(`${file.parentPath ?? file.path}/${file.name}`).mtimeMs > compiledAt,
  );
}

/**
 * Compiles beside `dist` and moves it there in one step: another process may be starting from it. Types are not looked at.
 * @returns whether it could; it has said why not
 */
function compile() {
  const draft = mkdtempSync(join(root, '.dist-'));
  try {
    const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
    const config = join(root, 'electron', 'cli.vite.config.ts');
    const options = ['build', '--config', config, '--outDir', draft, '--logLevel', 'error'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [vite, ...options], { encoding: 'utf8' });
    if (status !== 0) {
      process.stderr.write(`portcullis: the sources cannot be compiled.\n${stripVTControlCharacters(stdout + stderr)}`);
      process.exitCode = 255;
      return false;
    }
    const old = `${draft}.old`;
    try {
      renameSync(compiled, old);
    } catch {
      // There was none, or another process has just moved it.
    }
    try {
      renameSync(draft, compiled);
    } catch {
      // Another process was faster, and compiled the same sources.
    }
    rmSync(old, { recursive: true, force: true });
    return true;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
