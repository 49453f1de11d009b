import { createHash } from 'node:crypto';
import { readSshString } from './ssh-string.ts';

/** A public key as a person compares it. */
export interface KeyDescription {
  /** The kind of key in people's words: ED25519, ECDSA, RSA. */
  readonly kind: string;
  /** As ssh-keygen(1) prints it, `SHA256:` and base64 without padding. */
  readonly fingerprint: string;
}

/**
 * The fingerprint that `ssh-keygen -lf` prints.
 * @param key the public key as the server sends it (RFC 4253, 6.6)
 */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/**
 * The type that a public key names itself, such as `ssh-ed25519`.
 * @param key the public key as the server sends it (RFC 4253, 6.6)
 * @returns undefined where the key does not begin with a type's name (RFC 4250, 4.6.1)
 */
export function keyTypeOf(key: Buffer): string | undefined {
  const type = readSshString(key, 0)?.bytes.toString('latin1');
  return type !== undefined && /^[\x21-\x7e]{1,64}$/.test(type) ? type : undefined;
}

/** What people call a type of key; a type that is not known keeps its own name. */
export function keyKindOf(type: string): string {
  if (type === 'ssh-ed25519') return 'ED25519';
  if (type === 'ssh-rsa') return 'RSA';
  if (type === 'ssh-dss') return 'DSA';
  if (/^ecdsa-sha2-nistp\d+$/.test(type)) return 'ECDSA';
  if (type.startsWith('sk-ssh-ed25519')) return 'ED25519-SK';
  if (type.startsWith('sk-ecdsa')) return 'ECDSA-SK';
  return type;
}

/** @param key the public key as the server sends it (RFC 4253, 6.6) */
export function describeKey(key: Buffer): KeyDescription {
  return { kind: keyKindOf(keyTypeOf(key) ?? 'unknown'), fingerprint: fingerprintOf(key) };
}
