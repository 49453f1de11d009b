import { constants } from 'node:fs';
import { lstat, mkdir, open, stat } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { whyNotHost } from '../../shared/host.ts';
import { type FileLimits, readFileWithin, withoutLinks, withoutWaiting } from '../files/read-file-within.ts';
import { refuseUnfit, UnfitFile } from '../files/unfit-file.ts';
import { unusable } from '../files/unusable.ts';
import { keyTypeOf } from './fingerprint.ts';
import { formatKnownHostsEntry, type KnownHosts, type KnownHostsEntry, parseKnownHosts } from './known-hosts.ts';
import { knownHostsSpelling } from './known-hosts-match.ts';

/** Some 40,000 keys; a file beyond that is none that ssh(1) wrote. */
const maximumKnownHostsBytes = 4 * 1024 * 1024;

/** What the known_hosts files hold. */
export interface ReadKnownHosts extends KnownHosts {
  /** What a person should know of files that can be used all the same, in whole sentences. */
  readonly warnings: readonly string[];
}

/** The host keys that this user's machine knows, and those that were accepted in Portcullis. */
export interface HostKeyStore {
  /** Where accepted keys go: a known_hosts file of our own, which ssh-keygen(1) can list and edit with `-f`. */
  readonly path: string;
  /**
   * The entries of our own file, then of the user's files, read afresh; a file that is not there has none.
   * @throws Failure `known-hosts-unreadable` that names the file: a key that changed must not look like a new one
   */
  entries(): Promise<readonly KnownHostsEntry[]>;
  /** As `entries`, with the lines that could not be read. @throws Failure `known-hosts-unreadable` */
  read(): Promise<ReadKnownHosts>;
  /**
   * Adds a key to our own file; one that is there already is not added again.
   * @param key the public key from the handshake (RFC 4253, 6.6)
   * @throws Failure `host-invalid`, `known-hosts-unreadable` or `data-folder-unusable`
   */
  remember(host: string, port: number, key: Buffer): Promise<void>;
}

/** @param files.userFiles other known_hosts files, such as `userKnownHostsFiles` names them; never written to */
export function openHostKeyStore(files: {
  readonly dataFolder: string;
  readonly userFiles: readonly string[];
}): HostKeyStore {
  const path = join(files.dataFolder, 'known_hosts');
  const read = async (): Promise<ReadKnownHosts> => {
    const others = files.userFiles.map((file) => readKnownHosts(file, 'followed'));
    const all = await Promise.all([readKnownHosts(path, 'refused'), ...others]);
    return {
      entries: all.flatMap(({ entries }) => entries),
      refused: all.flatMap(({ refused }) => refused),
      warnings: all.flatMap(({ warnings }) => warnings),
    };
  };
  return {
    path,
    read,
    entries: async () => (await read()).entries,
    remember: async (host, port, key) => {
      const entry = entryFor(host, port, key);
      const { entries } = await readKnownHosts(path, 'refused');
      const isThere = entries.some(
        (other) => other.marker === undefined && other.hosts === entry.hosts && other.key.equals(key),
      );
      if (isThere) return;
      await addLine(files.dataFolder, path, formatKnownHostsEntry(entry));
    },
  };
}

/**
 * The known_hosts files that ssh(1) reads by default (ssh_config(5), UserKnownHostsFile and GlobalKnownHostsFile).
 * @param home the user's home folder
 * @param system.programData %ProgramData%, where OpenSSH for Windows keeps its own
 */
export function userKnownHostsFiles(
  home: string,
  system: { readonly platform: NodeJS.Platform; readonly programData: string | undefined } = {
    platform: process.platform,
    programData: process.env['ProgramData'],
  },
): string[] {
  const names = ['known_hosts', 'known_hosts2'];
  if (system.platform === 'win32') {
    const shared = win32.join(system.programData ?? 'C:\\ProgramData', 'ssh', 'ssh_known_hosts');
    return [...names.map((name) => win32.join(home, '.ssh', name)), shared];
  }
  return [
    ...names.map((name) => posix.join(home, '.ssh', name)),
    ...names.map((name) => posix.join('/etc/ssh', `ssh_${name}`)),
  ];
}

async function readKnownHosts(path: string, links: FileLimits['links']): Promise<ReadKnownHosts> {
  const nothing: ReadKnownHosts = { entries: [], refused: [], warnings: [] };
  try {
    const { bytes, mode } = await readFileWithin(path, { maximumBytes: maximumKnownHostsBytes, links });
    return { ...parseKnownHosts(bytes.toString('utf8'), path), warnings: warningsOf(path, mode) };
  } catch (thrown) {
    if (thrown instanceof UnfitFile) {
      if (links === 'followed' && (await isNullDevice(path))) return nothing;
      throw unreadable(path, thrown.message, thrown);
    }
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return nothing;
    throw unreadable(path, `cannot be read (${code ?? 'unknown error'})`, thrown);
  }
}

/** Whoever can write such a file chooses which servers are trusted. Windows has no such bits. */
function warningsOf(path: string, mode: number): string[] {
  if (process.platform === 'win32' || (mode & 0o022) === 0) return [];
  const bits = `0${mode.toString(8).padStart(3, '0')}`;
  return [
    `Other users of this machine may change ${path} (mode ${bits}), and with it which servers you trust. Run chmod 600 on it.`,
  ];
}

/** Whoever wants ssh(1) to keep no keys makes known_hosts a link to /dev/null: an empty file, and the one device taken. */
async function isNullDevice(path: string): Promise<boolean> {
  const [found, nothing] = await Promise.all([stat(path), stat(devNull)]).catch(() => []);
  return found?.isCharacterDevice() === true && found.rdev === nothing?.rdev;
}

function unreadable(path: string, why: string, cause?: unknown): Failure {
  const message = `The file of known host keys ${path} ${why}, so nobody can tell whether the server's key has changed.`;
  return new Failure('known-hosts-unreadable', message, {
    remedy: 'Make it a file that you can read, or move it away.',
    cause,
  });
}

function entryFor(host: string, port: number, key: Buffer): Pick<KnownHostsEntry, 'hosts' | 'keyType' | 'key'> {
  // A blank, a comma or a star in the name would make other hosts known as well.
  const why = whyNotHost(host);
  if (why !== undefined) {
    throw new Failure('host-invalid', `The key cannot be stored for this host: ${why}.`, {
      remedy: 'Correct the host in the profile.',
    });
  }
  const keyType = keyTypeOf(key);
  if (keyType === undefined) throw new Error('A host key without a type was to be remembered.');
  return { hosts: knownHostsSpelling(host, port), keyType, key };
}

/**
 * Appends one line in one write. Replacing the file by a new one (a draft, then a rename) would need a lock, or of two
 * processes that add at the same time one would lose its key; O_APPEND puts each write at the end as it is then. A line
 * that a crash has cut off is refused by the parser, and the next line does not run into it.
 */
async function addLine(dataFolder: string, path: string, line: string): Promise<void> {
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    const there = await lstat(path).catch(() => undefined);
    if (there !== undefined) refuseUnfit(there, maximumKnownHostsBytes);
    const { O_RDWR, O_APPEND, O_CREAT } = constants;
    const file = await open(path, O_RDWR | O_APPEND | O_CREAT | withoutWaiting | withoutLinks, 0o600);
    try {
      const found = await file.stat();
      refuseUnfit(found, maximumKnownHostsBytes);
      const { size, mode } = found;
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) await file.chmod(0o600);
      const last = Buffer.alloc(1, '\n');
      if (size > 0) await file.read(last, 0, 1, size - 1);
      const bytes = Buffer.from(`${last.toString('latin1') === '\n' ? '' : '\n'}${line}\n`);
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten < bytes.length) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw unusable(thrown, path);
  }
}
