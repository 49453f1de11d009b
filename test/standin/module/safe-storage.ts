import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from './app.ts';

/** What kind of system the stand-in plays: one whose key everybody knows, one with a keyring, Windows, one that fails. */
type StorageKind = 'basic_text' | 'gnome_libsecret' | 'dpapi' | 'none';

interface Decrypted {
  readonly result: string;
  readonly shouldReEncrypt: boolean;
}

interface Cipher {
  encrypt(text: string): Buffer;
  /** @throws Error when it was not encrypted by the same key */
  decrypt(encrypted: Buffer): string;
}

const nonceBytes = 12;
const tagBytes = 16;
const prefixBytes = 3;

/** PORTCULLIS_STANDIN_STORAGE, or else a system without encryption. */
function safeStorageKind(): StorageKind {
  const named = process.env['PORTCULLIS_STANDIN_STORAGE'];
  return named === 'gnome_libsecret' || named === 'dpapi' || named === 'none' ? named : 'basic_text';
}

/**
 * What Chromium does on Linux without a keyring: AES with a key from a password that is in its source code. It hides
 * from a glance and protects from nobody. (components/os_crypt, prefix `v10`.)
 */
const knownKeyCipher: Cipher = {
  encrypt: (text) => {
    const cipher = createCipheriv('aes-128-cbc', knownKey(), knownVector);
    return Buffer.concat([Buffer.from('v10'), cipher.update(text, 'utf8'), cipher.final()]);
  },
  decrypt: (encrypted) => {
    if (encrypted.subarray(0, prefixBytes).toString('latin1') !== 'v10')
      throw new Error('not encrypted by this system');
    const decipher = createDecipheriv('aes-128-cbc', knownKey(), knownVector);
    return Buffer.concat([decipher.update(encrypted.subarray(prefixBytes)), decipher.final()]).toString('utf8');
  },
};

const knownVector = Buffer.alloc(16, ' ');

function knownKey(): Buffer {
  return pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
}

/** A system with a keyring: a random key in a file beside the app's data; Windows has it in Chromium's own (os_crypt_win.cc). */
const keyringCipher: Cipher = {
  encrypt: (text) => {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', keyringKey(), nonce);
    return Buffer.concat([Buffer.from('v11'), nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  decrypt: (encrypted) => {
    if (encrypted.subarray(0, prefixBytes).toString('latin1') !== 'v11')
      throw new Error('not encrypted by this system');
    const body = encrypted.subarray(prefixBytes);
    const decipher = createDecipheriv('aes-256-gcm', keyringKey(), body.subarray(0, nonceBytes));
    decipher.setAuthTag(body.subarray(-tagBytes));
    return Buffer.concat([decipher.update(body.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
  },
};

function keyringKey(): Buffer {
  const name = safeStorageKind() === 'dpapi' ? 'Local State' : 'standin-keyring';
  const path = join(app.getPath('userData'), name);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(path);
}

let usePlainText = false;

/** @throws Error where the system has no way to encrypt, or before the app is ready */
function cipherOf(method: string): Cipher {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
  const kind = safeStorageKind();
  if (kind === 'none') throw new Error(`Error while encrypting the text provided to safeStorage.${method}.`);
  return kind === 'basic_text' ? knownKeyCipher : keyringCipher;
}

function decryptWith(method: string, encrypted: Buffer): string {
  const cipher = cipherOf(method);
  try {
    return cipher.decrypt(encrypted);
  } catch {
    throw new Error(`Error while decrypting the ciphertext provided to safeStorage.${method}.`);
  }
}

/** Electron's `safeStorage`. */
export const safeStorage = {
  /** Without a keyring the synchronous calls want `setUsePlainTextEncryption` first, the asynchronous ones do not. */
  isEncryptionAvailable: (): boolean =>
    app.isReady() && safeStorageKind() !== 'none' && (safeStorageKind() !== 'basic_text' || usePlainText),

  isAsyncEncryptionAvailable: async (): Promise<boolean> => app.isReady() && safeStorageKind() !== 'none',

  getSelectedStorageBackend: (): string => {
    if (!app.isReady()) return 'unknown';
    return safeStorageKind() === 'none' ? 'unknown' : safeStorageKind();
  },

  setUsePlainTextEncryption: (use: boolean): void => {
    usePlainText = use;
  },

  encryptString: (text: string): Buffer => {
    if (safeStorage.isEncryptionAvailable()) return cipherOf('encryptString').encrypt(text);
    throw new Error(
      'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.',
    );
  },

  decryptString: (encrypted: Buffer): string => {
    if (safeStorage.isEncryptionAvailable()) return decryptWith('decryptString', encrypted);
    throw new Error(
      'Error while decrypting the ciphertext provided to safeStorage.decryptString. Decryption is not available.',
    );
  },

  encryptStringAsync: async (text: string): Promise<Buffer> => cipherOf('encryptStringAsync').encrypt(text),

  decryptStringAsync: async (encrypted: Buffer): Promise<Decrypted> => ({
    result: decryptWith('decryptStringAsync', encrypted),
    shouldReEncrypt: false,
  }),
};
