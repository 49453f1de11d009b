import type { ServerHostKeyAlgorithm } from 'ssh2';
import { describeKey, type KeyDescription } from './fingerprint.ts';
import type { KnownHostsEntry } from './known-hosts.ts';
import { isAboutHost, knownHostsSpelling } from './known-hosts-match.ts';
import { readsEd25519 } from './quirks/reads-ed25519.ts';

/** Where a key is known from, as a person compares and finds it. */
export interface KnownKey extends KeyDescription {
  readonly file: string | undefined;
  readonly line: number;
}

/**
 * What the known_hosts files say of a key that a server offers; `key` is the offered one.
 * `changed`: the host is known, but under the other keys named; a host known under another type of key only is changed
 * too, since whoever sits in between would offer just that.
 */
export type HostKeyVerdict =
  | { readonly verdict: 'known'; readonly key: KeyDescription; readonly by: KnownKey }
  | { readonly verdict: 'unknown'; readonly key: KeyDescription }
  | { readonly verdict: 'changed'; readonly key: KeyDescription; readonly others: readonly KnownKey[] }
  | { readonly verdict: 'revoked'; readonly key: KeyDescription; readonly by: KnownKey };

/**
 * Compares the key that a server offers with the entries of all files. A key that any file knows is known, unless some
 * file revokes it. Behind another port than 22 the entries for `[host]:port` count; a key that the bare host is known
 * under is known as well (as with ssh(1)), and revoked with it.
 * @param question.host as the person wrote it, never a resolved address
 * @param question.key the public key from the handshake (RFC 4253, 6.6)
 */
export function checkHostKey(question: {
  readonly entries: readonly KnownHostsEntry[];
  readonly host: string;
  readonly port: number;
  readonly key: Buffer;
}): HostKeyVerdict {
  const { host, port } = question;
  const key = describeKey(question.key);
  const holdsKey = (entry: KnownHostsEntry) => entry.key.equals(question.key);
  const bySpelling = entriesAbout(question.entries, knownHostsSpelling(host, port));
  const byBareName = port === 22 ? [] : entriesAbout(question.entries, knownHostsSpelling(host, 22));
  const both = [...bySpelling, ...byBareName];
  const revoking = both.find((entry) => entry.marker === 'revoked' && holdsKey(entry));
  if (revoking !== undefined) return { verdict: 'revoked', key, by: knownKeyOf(revoking) };
  const knowing = both.find((entry) => entry.marker === undefined && holdsKey(entry));
  if (knowing !== undefined) return { verdict: 'known', key, by: knownKeyOf(knowing) };
  const others = bySpelling.filter((entry) => entry.marker === undefined);
  return others.length === 0
    ? { verdict: 'unknown', key }
    : { verdict: 'changed', key, others: others.map(knownKeyOf) };
}

function entriesAbout(entries: readonly KnownHostsEntry[], spelling: string): readonly KnownHostsEntry[] {
  return entries.filter((entry) => isAboutHost(entry, spelling));
}

function knownKeyOf(entry: KnownHostsEntry): KnownKey {
  return { ...describeKey(entry.key), file: entry.file, line: entry.line };
}

/** In OpenSSH's order of preference. Without ssh-rsa, which signs with SHA-1, and without ssh-dss. */
const offered: readonly { readonly algorithm: ServerHostKeyAlgorithm; readonly keyType: string }[] = [
  { algorithm: 'ssh-ed25519', keyType: 'ssh-ed25519' },
  { algorithm: 'ecdsa-sha2-nistp256', keyType: 'ecdsa-sha2-nistp256' },
  { algorithm: 'ecdsa-sha2-nistp384', keyType: 'ecdsa-sha2-nistp384' },
  { algorithm: 'ecdsa-sha2-nistp521', keyType: 'ecdsa-sha2-nistp521' },
  { algorithm: 'rsa-sha2-512', keyType: 'ssh-rsa' },
  { algorithm: 'rsa-sha2-256', keyType: 'ssh-rsa' },
];

/**
 * The signature algorithms to offer for the host key, for ssh2's `algorithms.serverHostKey`: first those of the types
 * that the host is known under, then the others. In another order a server with several keys would offer one that is
 * not known, and raise a false alarm.
 */
export function hostKeyAlgorithms(
  entries: readonly KnownHostsEntry[],
  host: string,
  port: number,
): ServerHostKeyAlgorithm[] {
  const typesOf = (spelling: string) =>
    new Set(
      entriesAbout(entries, spelling)
        .filter((entry) => entry.marker === undefined)
        .map((entry) => entry.keyType),
    );
  const exact = typesOf(knownHostsSpelling(host, port));
  const known = exact.size > 0 ? exact : typesOf(knownHostsSpelling(host, 22));
  const possible = offered.filter(({ keyType }) => keyType !== 'ssh-ed25519' || readsEd25519());
  const first = possible.filter(({ keyType }) => known.has(keyType));
  const rest = possible.filter(({ keyType }) => !known.has(keyType));
  return [...first, ...rest].map(({ algorithm }) => algorithm);
}
