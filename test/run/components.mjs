// What the tests need from the machine, and what of it is missing.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { electronBinary } from '../../electron/start/electron-binary.mjs';
import { findStandIn } from '../../electron/start/stand-in.mjs';
import { hasDebian13 } from '../debian13/place.mjs';

/** Program to the Debian package that holds it: what gives a test its own network, and what a gate is made of. */
const namespacePrograms = { unshare: 'util-linux', setpriv: 'util-linux', mount: 'mount', ip: 'iproute2' };
const bedPrograms = {
  perl: 'perl-base',
  python3: 'python3',
  ps: 'procps',
  knockd: 'knockd',
  knock: 'knockd',
  sshd: 'openssh-server',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  iptables: 'iptables',
  ip6tables: 'iptables',
  nft: 'nftables',
  firewalld: 'firewalld',
  'firewall-cmd': 'firewalld',
  'dbus-daemon': 'dbus',
  'dbus-send': 'dbus',
  tcpdump: 'tcpdump',
  oathtool: 'oathtool',
  nc: 'netcat-openbsd',
  ncat: 'ncat',
  dropbear: 'dropbear-bin',
  dropbearkey: 'dropbear-bin',
};

/** Adds where Debian keeps what only root runs; a person's PATH may lack them. */
export const withSystemFolders = (path) => [path, '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter);
const systemPath = withSystemFolders(process.env.PATH);

/**
 * What is put before a program that shall have its own network, mounts and process ids, all of which end with it, and with
 * the one who started it.
 */
export const inNamespace = [
  ...['setpriv', '--pdeathsig', 'KILL', '--'],
  ...['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
  ...['--propagation', 'private', '--'],
  // Process 1 of a namespace must reap what its parents left behind, which a shell does and Node does not.
  ...['sh', '-c', 'ip link set lo up && "$@"; exit $?', 'sh'],
];

/**
 * Finds what keeps the tests at real servers from running.
 * @returns {string | undefined} a sentence with what is missing and what to install, nothing when all is there
 */
export function missingComponents() {
  if (process.platform !== 'linux') return 'it needs Linux (network namespaces, knockd, iptables).';
  const programs = { ...namespacePrograms, ...bedPrograms };
  const missing = Object.keys(programs).filter((program) => !isProgram(program));
  const debian = new Set(missing.map((program) => programs[program]));
  if (!hasPamModule('pam_google_authenticator.so')) {
    missing.push('pam_google_authenticator.so');
    debian.add('libpam-google-authenticator');
  }
  if (missing.length > 0) {
    return `${missing.join(', ')} missing: apt-get install ${[...debian].join(' ')}`;
  }
  return missingNamespaces();
}

/** @returns {string | undefined} what keeps a test from having a network and processes of its own */
export function missingNamespaces() {
  if (process.platform !== 'linux') return 'it needs Linux.';
  if (process.geteuid() !== 0) return 'it needs root, for network namespaces: sudo npm test';
  const [file, ...before] = inNamespace;
  try {
    execFileSync(file, [...before, 'true'], { env: { ...process.env, PATH: systemPath }, stdio: 'pipe' });
  } catch (error) {
    const why = String(error.stderr ?? error.message).trim();
    return `namespaces are not allowed here (${why}): run it where root has CAP_SYS_ADMIN.`;
  }
  return undefined;
}

/** @returns {string | undefined} what keeps the tests that take OpenSSH's own tools for the truth from running */
export function missingOpenssh() {
  return isProgram('ssh-keygen') ? undefined : 'ssh-keygen missing: apt-get install openssh-client';
}

/** @returns {string | undefined} what keeps the tests that need Debian 13's OpenSSH 10 or Wine 10 from running */
export function missingDebian13() {
  if (!hasDebian13()) return process.env.PORTCULLIS_NO_DEBIAN13 || 'its chroot is not here: npm run debian13, as root';
  return missingComponents();
}

/**
 * Finds what keeps the tests of the whole app from running: they need Electron's binary, or a Chromium for the stand-in.
 * @returns {string | undefined} a sentence with what is missing and what to install
 */
export function missingWindow() {
  if (electronBinary() !== undefined) return undefined;
  const missing = missingChromium();
  return missing && `Electron's binary is not here, and ${missing}`;
}

/** @returns {string | undefined} what keeps a page from being drawn, in whatever browser the stand-in would take */
export function missingChromium() {
  const standIn = findStandIn();
  return 'missing' in standIn ? `${standIn.missing}: apt-get install chromium` : undefined;
}

/** Says whether a program is there, for root. */
export function isProgram(name) {
  return systemPath.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function hasPamModule(name) {
  const folders = ['/lib', '/usr/lib', '/lib64', '/usr/lib64'].filter((folder) => existsSync(folder));
  const nested = folders.flatMap((folder) => readdirSync(folder).map((inner) => join(folder, inner)));
  return [...folders, ...nested].some((folder) => existsSync(join(folder, 'security', name)));
}
