import { Failure } from '../../shared/failure.ts';
import { plainServerText } from '../../shared/server-text.ts';
import type { Offer } from './quirks/hear-offer.ts';

const longestOffer = 2000;

interface Part {
  readonly offer: keyof Offer;
  readonly name: string;
  /** In sshd_config. */
  readonly setting: string;
}

/** What ssh2 says is missing, in people's words and sshd's. */
const parts: readonly (readonly [words: RegExp, part: Part])[] = [
  [/key exchange/i, { offer: 'kex', name: 'way to exchange keys', setting: 'KexAlgorithms' }],
  [/host key/i, { offer: 'hostKey', name: 'kind of host key', setting: 'HostKeyAlgorithms' }],
  [/cipher/i, { offer: 'cipher', name: 'cipher', setting: 'Ciphers' }],
  [/mac/i, { offer: 'mac', name: 'way to guard packets (MAC)', setting: 'MACs' }],
  [/compression/i, { offer: 'compression', name: 'way to compress', setting: 'Compression' }],
];

/** Not ways but remarks, among the ways to exchange keys (RFC 8308, and OpenSSH's strict exchange). */
const remark = /^(?:ext-info-[cs]|kex-strict-[cs]-v00@openssh\.com)$/;
const postQuantum = /mlkem|ml-kem|sntrup|kyber|ntru|frodo/i;
/** What OpenSSH has switched off by default: SHA-1 and MD5 in signatures and exchanges, CBC, RC4, DSA. */
const outdated = /sha1\b|-sha1$|-cbc(?:@|$)|arcfour|md5|^ssh-(?:rsa|dss)$|^none$/i;

/**
 * A server that has no algorithm in common with us, with both offers, as ssh(1) shows the server's.
 * @param missing ssh2's words for what is not in common
 */
export function nothingInCommon(
  host: string,
  missing: string,
  { theirs, ours }: { readonly theirs: Offer | undefined; readonly ours: Offer },
): Failure {
  const part = parts.find(([words]) => words.test(missing))?.[1];
  if (part === undefined || theirs === undefined) {
    return new Failure('handshake-failed', `${host} and this Portcullis have no common language: no ${missing}.`);
  }
  const [offered, own] = [theirs, ours].map((offer) => offer[part.offer].filter((name) => !remark.test(name)));
  const list = (names: readonly string[] = []) => plainServerText(names.join(', '), longestOffer);
  return new Failure(
    'handshake-failed',
    `${host} and this Portcullis have no ${part.name} in common. The server offers ${list(offered)}; Portcullis offers ${list(own)}.`,
    { remedy: remedyFor(offered ?? [], part, own ?? []) },
  );
}

function remedyFor(offered: readonly string[], { setting }: Part, [first = '']: readonly string[]): string {
  if (offered.length > 0 && offered.every((name) => postQuantum.test(name))) {
    return `The server takes only exchanges that withstand quantum computers, which Portcullis does not know yet. Allow ${first} there beside them (${setting} in sshd_config), or connect with ssh.`;
  }
  if (offered.length > 0 && offered.every((name) => outdated.test(name))) {
    return 'Update the SSH server: what it offers is no longer safe.';
  }
  return `Allow one of Portcullis’ on the server too (${setting} in sshd_config), such as ${first}.`;
}
