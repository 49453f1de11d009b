import { createHash } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { Failure } from '../../shared/failure.ts';
import { writeFileAtomically } from '../files/kept-file.ts';
import { type FileContent, readFileWithin } from '../files/read-file-within.ts';
import { renameOver } from '../files/rename-over.ts';
import { UnfitFile } from '../files/unfit-file.ts';

export interface PracticeHostKey {
  readonly type: 'ssh-ed25519';
  /** As OpenSSH writes it: `SHA256:` and base64 without padding (RFC 4648, 4). */
  readonly fingerprint: string;
  /** The public key blob (RFC 8709, 4). */
  readonly publicKey: Buffer;
  /** OpenSSH's private key format, without a passphrase. */
  readonly privateKey: string;
}

const fileName = 'practice-host-key';
/** An ed25519 key takes some 400 bytes; nothing larger is read. */
const maximumKeyBytes = 16_384;

/**
 * The practice gate's host key: drawn once and kept in `folder` (mode 0700, the file 0600), so that it is as well known
 * at the next start as a real server's. A file that holds no key is moved aside, and a new key is drawn.
 * @throws Failure `practice-unusable` when the folder cannot be used
 */
export async function keepHostKey(folder: string): Promise<PracticeHostKey> {
  const path = join(folder, fileName);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const kept = await readKey(path);
    if (kept !== undefined) return kept;
    await writeFileAtomically(path, drawKey());
    // Another process may have done the same: what is in the file is what both go by.
    const drawn = await readKey(path);
    if (drawn !== undefined) return drawn;
  } catch (thrown) {
    throw unusable(folder, thrown);
  }
  throw unusable(folder, undefined);
}

/** ssh2 writes one key in 256 in a form that it does not read: it drops the zero that the public part begins with. */
function drawKey(): string {
  while (true) {
    const text = ssh2.utils.generateKeyPairSync('ed25519').private;
    if (parseHostKey(text) !== undefined) return text;
  }
}

async function readKey(path: string): Promise<PracticeHostKey | undefined> {
  const found = await contentOf(path);
  if (found === 'absent') return undefined;
  const key = found === 'unfit' ? undefined : parseHostKey(found.bytes.toString('utf8'));
  if (found === 'unfit' || key === undefined) {
    await renameOver(path, `${path}.damaged-${Date.now()}`);
    return undefined;
  }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) await chmod(path, 0o600);
  return key;
}

async function contentOf(path: string): Promise<FileContent | 'absent' | 'unfit'> {
  try {
    return await readFileWithin(path, { maximumBytes: maximumKeyBytes, links: 'refused' });
  } catch (thrown) {
    if (thrown instanceof UnfitFile) return 'unfit';
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
    throw thrown;
  }
}

function parseHostKey(text: string): PracticeHostKey | undefined {
  const key = ssh2.utils.parseKey(text);
  if (key instanceof Error || key.type !== 'ssh-ed25519' || !key.isPrivateKey()) return undefined;
  const publicKey = key.getPublicSSH();
  const digest = createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '');
  return { type: key.type, fingerprint: `SHA256:${digest}`, publicKey, privateKey: text };
}

function unusable(folder: string, cause: unknown): Failure {
  return new Failure('practice-unusable', `The practice gate cannot keep its host key in ${folder}.`, {
    remedy: 'See whether the folder can be written to, or choose another.',
    cause,
  });
}
