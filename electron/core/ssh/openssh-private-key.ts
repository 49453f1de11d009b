import { randomBytes } from 'node:crypto';
import { keyTypeOf } from './fingerprint.ts';
import { readSshString, sshString } from './ssh-string.ts';

const magic = Buffer.from('openssh-key-v1\0');

/** What an OpenSSH private key says of itself before anything is decrypted (PROTOCOL.key of OpenSSH). */
export interface OpensshKeyHead {
  /** Of the public key, such as `ssh-ed25519`. */
  readonly keyType: string;
  /** As it goes over the line (RFC 4253, 6.6); it is not encrypted. */
  readonly publicKey: Buffer;
  /** `none` where the key is not encrypted. */
  readonly cipher: string;
  readonly kdf: string;
  /** How often bcrypt is run over the passphrase; 0 where the key is not encrypted. */
  readonly rounds: number;
}

/**
 * Reads the head of an OpenSSH private key.
 * @param data what stands in base64 between the BEGIN and END lines
 * @returns undefined where it is not such a key, or is cut off
 */
export function opensshKeyHead(data: Buffer): OpensshKeyHead | undefined {
  if (!data.subarray(0, magic.length).equals(magic)) return undefined;
  const cipher = readSshString(data, magic.length);
  if (cipher === undefined) return undefined;
  const kdf = readSshString(data, cipher.next);
  if (kdf === undefined) return undefined;
  const options = readSshString(data, kdf.next);
  if (options === undefined || options.next + 4 > data.length) return undefined;
  // The count of keys stands before the public key; it is 1 in every file that ssh-keygen writes.
  if (data.readUInt32BE(options.next) !== 1) return undefined;
  const publicKey = readSshString(data, options.next + 4)?.bytes ?? Buffer.alloc(0);
  const keyType = keyTypeOf(publicKey);
  if (keyType === undefined) return undefined;
  const names = { cipher: cipher.bytes.toString('latin1'), kdf: kdf.bytes.toString('latin1') };
  return { keyType, publicKey, ...names, rounds: roundsOf(options.bytes) };
}

function roundsOf(kdfOptions: Buffer): number {
  const salt = readSshString(kdfOptions, 0);
  return salt === undefined || salt.next + 4 > kdfOptions.length ? 0 : kdfOptions.readUInt32BE(salt.next);
}

/**
 * Builds an unencrypted OpenSSH private key of type ssh-ed25519, the one form in which ssh2 reads this type
 * (PROTOCOL.key of OpenSSH, sections 1 to 3).
 * @param key.seed the private key, 32 bytes (RFC 8032, 5.1.5)
 * @param key.publicKey 32 bytes
 * @returns the text of the key file
 */
export function opensshEd25519Key(key: { readonly seed: Buffer; readonly publicKey: Buffer }): string {
  const publicPart = Buffer.concat([sshString('ssh-ed25519'), sshString(key.publicKey)]);
  const check = randomBytes(4);
  const secret = [check, check, publicPart, sshString(Buffer.concat([key.seed, key.publicKey])), sshString('')];
  const length = secret.reduce((sum, part) => sum + part.length, 0);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (length % 8)) % 8));
  const data = Buffer.concat([
    magic,
    sshString('none'),
    sshString('none'),
    sshString(''),
    Buffer.from([0, 0, 0, 1]),
    sshString(publicPart),
    sshString(Buffer.concat([...secret, padding])),
  ]);
  return opensshKeyText(data);
}

/** Writes an OpenSSH private key as the text that ssh2 reads, whatever line ends and blanks the file had. */
export function opensshKeyText(data: Buffer): string {
  const lines = data.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}
