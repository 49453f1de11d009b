// npm run debian13             makes a chroot of Debian 13, for the tests that need its OpenSSH 10 or its Wine 10
// npm run debian13 -- remove   takes it away
// Ends with 69 where it cannot be had; the reason is then all of standard output. The rest goes to standard error.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withSystemFolders } from '../run/components.mjs';
import { run } from '../run/processes.mjs';
import { environmentWithProxy, findMirror, missingForDebian13, ownMounts } from './needs.mjs';
import { cacheFolder, debian13, hasDebian13, inside, recipe } from './place.mjs';
import { succeed } from './succeed.mjs';
import { Unavailable } from './unavailable.mjs';
import { installWindowsNode, makeWinePrefix } from './windows.mjs';

/** EX_UNAVAILABLE of sysexits.h: no fault of the script. */
const cannotBeHad = 69;
const draft = `${debian13}.draft`;
const old = `${debian13}.old`;
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
// debootstrap's own words where a mirror does not give what it should; a bad signature is not among them.
const notFetched = /Failed getting release file|Couldn't (?:download|find)|Couldn't retrieve/;

process.env.PATH = withSystemFolders(process.env.PATH);
const commands = { make, remove };
const [command = 'make', alone] = process.argv.slice(2);
try {
  if (!(command in commands)) throw new Error(`${command} is neither make nor remove.`);
  if (alone === 'alone') commands[command]();
  else if (command === 'make' && hasDebian13()) tell();
  else process.exitCode = await runAlone(command);
} catch (error) {
  if (error instanceof Unavailable) console.log(`Debian 13 cannot be had here: ${error.message}`);
  else console.error(`Debian 13's chroot: ${error.message}`);
  process.exitCode = error instanceof Unavailable ? cannotBeHad : 1;
}

/** Runs one at a time, in namespaces that take all mounts and processes with them, whatever ends it. */
async function runAlone(what) {
  const missing = what === 'make' ? missingForDebian13(keyring) : undefined;
  if (missing !== undefined) throw new Unavailable(missing);
  mkdirSync(cacheFolder, { recursive: true, mode: 0o755 });
  const [file, ...before] = ownMounts;
  const again = ['flock', `${debian13}.lock`, process.execPath, fileURLToPath(import.meta.url), what, 'alone'];
  const { code } = await run(file, [...before, ...again], { show: true, endWith: 'SIGKILL' });
  return code;
}

function make() {
  if (hasDebian13()) {
    // Another has made it while this one waited.
    tell();
    return;
  }
  const mirror = findMirror();
  const started = performance.now();
  console.error(`Making a chroot of Debian 13 in ${debian13}: some minutes.`);
  rmSync(draft, { recursive: true, force: true });
  try {
    const what = ['--variant=minbase', `--include=${recipe.packages}`, recipe.suite, draft, mirror];
    succeed('debootstrap', ['--force-check-gpg', `--keyring=${keyring}`, ...what], {
      env: environmentWithProxy(),
      notFetched,
    });
    rmSync(join(draft, 'var/cache/apt'), { recursive: true });
    installWindowsNode(draft);
    makeWinePrefix(draft);
    for (const folder of [inside.checkout, inside.work]) mkdirSync(join(draft, folder));
    writeFileSync(join(draft, 'etc/hosts'), '127.0.0.1 localhost\n::1 localhost\n');
    writeFileSync(join(draft, inside.recipe), JSON.stringify(recipe));
    remove();
    renameSync(draft, debian13);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  console.error(`It took ${Math.round((performance.now() - started) / 1000)} s.`);
  tell();
}

/** Renamed first: what has the chroot's name is whole. */
function remove() {
  rmSync(old, { recursive: true, force: true });
  if (!existsSync(debian13)) return;
  renameSync(debian13, old);
  rmSync(old, { recursive: true });
}

function tell() {
  // Without root it complains of what it may not look into, which is not much.
  const [size] = spawnSync('du', ['--summarize', '--human-readable', debian13], { encoding: 'utf8' }).stdout.split(
    '\t',
  );
  console.error(`Debian 13's chroot is in ${debian13} (${size}).`);
}
