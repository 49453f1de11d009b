import type { ParsedKey } from 'ssh2';
import { Failure } from '../../shared/failure.ts';
import { type FileContent, readFileWithin } from '../files/read-file-within.ts';
import { UnfitFile } from '../files/unfit-file.ts';
import { type KeyRefusal, recognisePrivateKey } from './private-key.ts';

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
  /** Decrypted, ready for ssh2's authentication with `type: 'publickey'`. */
  readonly key: ParsedKey;
  /** What a person should know of the file although it can be used, in whole sentences. */
  readonly warnings: readonly string[];
}

/**
 * Reads a private key from a file (the formats of `recognisePrivateKey`). An encrypted one has its passphrase asked for,
 * at most three times.
 * @returns undefined when the person gave up
 * @throws Failure `key-unusable` that names the file and says why; it holds neither its content nor the passphrase
 */
export async function readPrivateKey(path: string, askPassphrase: AskPassphrase): Promise<PrivateKeyFile | undefined> {
  const file = await readKeyFile(path);
  const locked = recognisePrivateKey(file.bytes.toString('utf8'));
  if (locked.kind === 'refused') throw unusableKey(path, locked);
  const warnings = warningsOf(path, file.mode);
  for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
    let passphrase: string | undefined;
    if (locked.encrypted) {
      passphrase = await askPassphrase({ path, attempt, of: maximumAttempts });
      if (passphrase === undefined) return undefined;
    }
    const key = locked.unlock(passphrase);
    if (key === 'wrong-passphrase') continue;
    if ('kind' in key) throw unusableKey(path, key);
    return { key, warnings };
  }
  throw unusableKey(path, {
    why: `stays locked: ${maximumAttempts} passphrases were wrong, or it is damaged`,
    remedy: 'Try the passphrase with ssh-keygen -y -f and the file.',
  });
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

/** ssh(1) refuses such a file. Windows has no such bits. */
function warningsOf(path: string, mode: number): string[] {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return [];
  const bits = `0${mode.toString(8).padStart(3, '0')}`;
  return [`Other users of this machine may read or change the key file ${path} (mode ${bits}). Run chmod 600 on it.`];
}
