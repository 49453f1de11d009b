// What the making of the chroot needs from the machine.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isProgram } from '../run/components.mjs';
import { Unavailable } from './unavailable.mjs';

/** What is put before a program for mounts and processes that end with it, and with the one who started it. */
export const ownMounts = [
  ...['setpriv', '--pdeathsig', 'KILL', '--'],
  ...['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
  ...['--propagation', 'private', '--'],
];

/**
 * Says what keeps the chroot from being made.
 * @param {string} keyring the file with the keys of Debian's archive
 * @returns {string | undefined} a sentence
 */
export function missingForDebian13(keyring) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it needs Linux on x86-64.';
  if (process.geteuid() !== 0) return 'it needs root.';
  const missing = ['debootstrap', 'gpgv', 'unshare', 'setpriv', 'flock', 'chroot', 'apt-get'].filter(
    (program) => !isProgram(program),
  );
  if (missing.length > 0) return `${missing.join(', ')} missing: apt-get install debootstrap gpgv util-linux`;
  if (!existsSync(keyring)) return `${keyring} missing: apt-get install debian-archive-keyring`;
  try {
    const [file, ...before] = ownMounts;
    execFileSync(file, [...before, 'true'], { stdio: 'pipe' });
  } catch (error) {
    return `namespaces are not allowed here (${String(error.stderr ?? error.message).trim()}).`;
  }
  return undefined;
}

/**
 * The mirror of Debian that this machine's apt uses; apt knows it by what the mirror's own signed release says.
 * @throws Unavailable where apt has none, or cannot reach it
 */
export function findMirror() {
  let mirror = configuredMirror();
  if (mirror === undefined) {
    // apt tells only of indexes that it has.
    try {
      execFileSync('apt-get', ['update', '--quiet'], { stdio: ['ignore', 'ignore', 'pipe'] });
    } catch (error) {
      throw new Unavailable(`apt-get update failed: ${String(error.stderr).trim().split('\n').at(-1)}`);
    }
    mirror = configuredMirror();
  }
  if (mirror === undefined) throw new Unavailable("apt's sources name no mirror of Debian by http or https.");
  return mirror;
}

function configuredMirror() {
  const format = '$(ORIGIN) $(LABEL) $(REPO_URI)';
  const told = execFileSync('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    encoding: 'utf8',
  });
  const known = told.split('\n').map((line) => line.split(' '));
  return known.find(([origin, label, uri]) => origin === 'Debian' && label === 'Debian' && /^https?:/.test(uri))?.[2];
}

/** The environment for debootstrap: it asks no apt for the proxy. */
export function environmentWithProxy() {
  const told = execFileSync('apt-config', ['--format', '%v', 'dump', 'Acquire::http::Proxy'], { encoding: 'utf8' });
  return { ...process.env, ...(/^https?:/.test(told) && { http_proxy: told }) };
}
