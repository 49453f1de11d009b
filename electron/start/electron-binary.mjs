// Electron's binary: where it is, and fetching it where it can be reached.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../node_modules/electron/', import.meta.url));
/** Where @electron/get looks unless a mirror is named. */
const usualPlace = 'https://github.com/electron/electron/releases/download/';
const reachMs = 5000;
const fetchMs = 60_000;

/** @returns {string | undefined} the binary's path; ELECTRON_OVERRIDE_DIST_PATH names another folder, as for Electron */
export function electronBinary(environment = process.env) {
  const named = join(folder, 'path.txt');
  const file = existsSync(named) ? readFileSync(named, 'utf8').trim() : undefined;
  const other = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const path = other ? join(other, file ?? defaultName()) : file && join(folder, 'dist', file);
  return path && existsSync(path) ? path : undefined;
}

/**
 * Has Electron's own script fetch the binary; since version 42 nothing does that at install time. It gives up after 5 s
 * where its place cannot be reached, and after a minute in any case.
 * @returns {Promise<{ path: string } | { missing: string }>}
 */
export async function fetchElectron() {
  const script = join(folder, 'install.js');
  if (!existsSync(script)) return { missing: 'its package is not installed (npm ci)' };
  const place = new URL(process.env.npm_config_electron_mirror ?? process.env.ELECTRON_MIRROR ?? usualPlace);
  process.stdout.write(`Looking for Electron's binary at ${place.host}.\n`);
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  let why;
  const giveUp = (reason) => {
    why ??= reason;
    child.kill();
  };
  const tooLong = setTimeout(() => giveUp(`fetching its binary took longer than ${fetchMs / 1000} s`), fetchMs);
  const unreached = setTimeout(async () => {
    // What it unpacks lay in its cache already.
    const isUnpacking = existsSync(join(folder, 'dist'));
    if (!isUnpacking && !(await isReached(place))) giveUp(`${place.host} cannot be reached`);
  }, reachMs / 2);
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1)).on('close', resolve);
  });
  clearTimeout(tooLong);
  clearTimeout(unreached);
  const path = electronBinary();
  if (code === 0 && path !== undefined) return { path };
  return { missing: why ?? reasonIn(errors, place.host) };
}

async function isReached(place) {
  if (process.env.ELECTRON_GET_USE_PROXY) return true;
  try {
    await fetch(place, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(reachMs / 2) });
    return true;
  } catch {
    return false;
  }
}

function reasonIn(errors, host) {
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(errors)) return `${host} cannot be reached`;
  return `its binary could not be fetched (${errors.split('\n')[0] || 'nobody knows why'})`;
}

function defaultName() {
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
