import type { ParsedKey } from 'ssh2';
import { Failure } from '../../shared/failure.ts';
import { type FileContent, readFileWithin } from '../files/read-file-within.ts';
import { UnfitFile } from '../files/unfit-file.ts';
import { type KeyRefusal, type LockedKey, recognisePrivateKey } from './private-key.ts';

const maximumKeyBytes = 1024 * 1024;
const maximumAttempts = 3;

/** What is asked of the person: the passphrase of `path`, for the `attempt`-th time (from 1); later ones were wrong. */
export interface PassphraseQuestion {
  readonly path: string;
  readonly attempt: number;
  readonly of: number;
}

/** Answers with the passphrase, or with undefined when the person gives up. */
export type AskPassphrase = (question: PassphraseQuestion) => Promise<string | undefined>;

export interface PrivateKeyFile {
  /** As it goes over the line (RFC 4253, 6.6); undefined where only the passphrase tells. */
  readonly publicKey: Buffer | undefined;
  /** What a person should know of the file although it can be used, in whole sentences. */
  readonly warnings: readonly string[];
  /**
   * Decrypts the key; the passphrase of an encrypted one is asked for, at most three times. For ssh2.
   * @returns undefined when the person gave up
   * @throws Failure `key-unusable`; it holds neither the file's content nor the passphrase
   */
  unlock(askPassphrase: AskPassphrase): Promise<ParsedKey | undefined>;
}

/**
 * Reads a private key from a file (the formats of `recognisePrivateKey`).
 * @throws Failure `key-unusable` that names the file and says why; it does not hold its content
 */
export async function readPrivateKey(path: string): Promise<PrivateKeyFile> {
  const file = await readKeyFile(path);
  const locked = recognisePrivateKey(file.bytes.toString('utf8'));
  if (locked.kind === 'refused') throw unusableKey(path, locked);
  refuseReadable(path, file);
  // One that is not encrypted is read at once: what is wrong with it is told before it is offered.
  const key = locked.encrypted ? undefined : usable(path, locked.unlock(undefined));
  return {
    publicKey: key?.getPublicSSH() ?? locked.publicKey ?? (await publicKeyBeside(path)),
    warnings: await certificateBeside(path),
    unlock: async (askPassphrase) => key ?? (await unlock(path, locked, askPassphrase)),
  };
}

async function unlock(path: string, locked: LockedKey, ask: AskPassphrase): Promise<ParsedKey | undefined> {
  for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
    const passphrase = await ask({ path, attempt, of: maximumAttempts });
    if (passphrase === undefined) return undefined;
    const key = locked.unlock(passphrase);
    if (key !== 'wrong-passphrase') return usable(path, key);
  }
  throw stillLocked(path);
}

function usable(path: string, key: ReturnType<LockedKey['unlock']>): ParsedKey {
  if (key === 'wrong-passphrase') throw stillLocked(path);
  if ('kind' in key) throw unusableKey(path, key);
  return key;
}

function stillLocked(path: string): Failure {
  return unusableKey(path, {
    why: `stays locked: ${maximumAttempts} passphrases were wrong, or it is damaged`,
    remedy: 'Try the passphrase with ssh-keygen -y -f and the file.',
  });
}

/** ssh-keygen writes it there. A file that is none is as good as no file. */
async function publicKeyBeside(path: string): Promise<Buffer | undefined> {
  const text = await readBeside(`${path}.pub`);
  const base64 = /^(?:ssh|ecdsa)-[\w@.-]+[ \t]+(AAAA[\w+/=]+)/.exec(text ?? '')?.[1];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}

async function certificateBeside(path: string): Promise<string[]> {
  const certificate = `${path}-cert.pub`;
  if ((await readBeside(certificate)) === undefined) return [];
  return [`Portcullis cannot use certificates yet: ${certificate} is not offered, only its key ${path}.`];
}

async function readBeside(path: string): Promise<string | undefined> {
  try {
    const { bytes } = await readFileWithin(path, { maximumBytes: maximumKeyBytes, links: 'followed' });
    return bytes.toString('utf8');
  } catch {
    return undefined;
  }
}

async function readKeyFile(path: string): Promise<FileContent> {
  try {
    return await readFileWithin(path, { maximumBytes: maximumKeyBytes, links: 'followed' });
  } catch (thrown) {
    if (thrown instanceof UnfitFile) {
      const remedy = 'Choose a private key, such as ~/.ssh/id_ed25519.';
      throw unusableKey(path, { why: thrown.message, remedy }, thrown);
    }
    throw unusableKey(path, whyUnreadable((thrown as NodeJS.ErrnoException).code), thrown);
  }
}

function whyUnreadable(code = 'unknown error'): Omit<KeyRefusal, 'kind'> {
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return { why: 'is not there', remedy: 'Correct the path in the profile.' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { why: 'may not be read by you', remedy: 'Make it your own file, with mode 0600.' };
  }
  return { why: `cannot be read (${code})`, remedy: 'Correct the path in the profile.' };
}

function unusableKey(path: string, { why, remedy }: Omit<KeyRefusal, 'kind'>, cause?: unknown): Failure {
  return new Failure('key-unusable', `The key file ${path} ${why}.`, { remedy, cause });
}

/** As ssh(1) has it: what is somebody else's, such as the system's, is for them to guard. Windows has no such bits. */
function refuseReadable(path: string, { mode, ownerId }: FileContent): void {
  if (process.platform === 'win32' || ownerId !== process.getuid?.() || (mode & 0o077) === 0) return;
  const bits = `0${mode.toString(8).padStart(3, '0')}`;
  throw unusableKey(path, {
    why: `may be read or changed by other users of this machine (mode ${bits})`,
    remedy: 'Run chmod 600 on it, and make a new key where somebody may have read this one.',
  });
}
