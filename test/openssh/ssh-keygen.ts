import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs ssh-keygen(1), the program that these tests take for the truth. @throws where it is missing or fails */
export function sshKeygen(...args: readonly string[]): string {
  try {
    return execFileSync('ssh-keygen', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    throw new Error('ssh-keygen is missing: install OpenSSH (Debian: openssh-client) to run these tests.');
  }
}

/** Makes a key pair of a type as `ssh-keygen -t` names it (`ecdsa-384` for its size) and gives its files. */
export function makeKeyPair(folder: string, type: string, ...more: readonly string[]) {
  const file = join(folder, `${type}-${Math.random().toString(36).slice(2)}`);
  const [name = '', bits] = type.split('-');
  const passphrase = more.includes('-N') ? [] : ['-N', ''];
  sshKeygen(
    '-q',
    '-t',
    name,
    ...(bits === undefined ? [] : ['-b', bits]),
    ...passphrase,
    '-C',
    '',
    '-f',
    file,
    ...more,
  );
  return { file, publicFile: `${file}.pub`, key: publicKeyIn(`${file}.pub`) };
}

/** The public key of a .pub file, as a server would send it. */
function publicKeyIn(file: string): Buffer {
  return Buffer.from(readFileSync(file, 'utf8').split(' ')[1] ?? '', 'base64');
}

/** A folder of this test's own, and how to remove it. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
  const remove = () => {
    chmodSync(path, 0o700);
    rmSync(path, { recursive: true, force: true });
  };
  return { path, remove };
}
