import { keyTypeOf } from './fingerprint.ts';
import { readSshString } from './ssh-string.ts';

/** One line that names a key (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHostsEntry {
  /** The file that the line was read from; undefined where it came from none. */
  readonly file: string | undefined;
  /** Counted from 1. */
  readonly line: number;
  readonly marker: 'revoked' | 'cert-authority' | undefined;
  /** The second field as it stands: patterns parted by commas, or one hashed name. */
  readonly hosts: string;
  readonly keyType: string;
  /** The public key as a server sends it (RFC 4253, 6.6). */
  readonly key: Buffer;
  readonly comment: string;
}

/** A line that cannot be read. It counts for nothing, as with ssh(1); `reason` quotes nothing of it. */
export interface RefusedLine {
  readonly file: string | undefined;
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface KnownHosts {
  readonly entries: readonly KnownHostsEntry[];
  readonly refused: readonly RefusedLine[];
}

/** Far above what a key of 16,384 bits needs; a longer line is no entry. */
export const maximumKnownHostsLine = 16_384;
/** match.c of OpenSSH stops at patterns of this length. */
const maximumPattern = 1023;

/**
 * Reads a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). Comments and blank lines are passed over, lines that
 * cannot be read come back in `refused`; nothing is thrown.
 * @param file named in the entries, so that a person can be sent to the line
 */
export function parseKnownHosts(text: string, file?: string): KnownHosts {
  const entries: KnownHostsEntry[] = [];
  const refused: RefusedLine[] = [];
  let line = 0;
  for (const content of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    line += 1;
    const result = parseLine(content);
    if (typeof result === 'string') refused.push({ file, line, reason: result });
    else if (result !== undefined) entries.push({ file, line, ...result });
  }
  return { entries, refused };
}

/** Writes an entry as the line that `parseKnownHosts` reads back to an equal entry, without a line end. */
export function formatKnownHostsEntry(
  entry: Pick<KnownHostsEntry, 'hosts' | 'keyType' | 'key'> & Partial<KnownHostsEntry>,
): string {
  const fields = [entry.hosts, entry.keyType, entry.key.toString('base64')];
  if (entry.marker !== undefined) fields.unshift(`@${entry.marker}`);
  if (entry.comment !== undefined && entry.comment !== '') fields.push(entry.comment);
  return fields.join(' ');
}

type Line = Omit<KnownHostsEntry, 'file' | 'line'>;

function parseLine(content: string): Line | string | undefined {
  if (content.length > maximumKnownHostsLine) return 'the line is too long';
  const fields = fieldsOf(content);
  const first = fields[0];
  if (first === undefined || first.text.startsWith('#')) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(content)) return 'the line has a control character';
  const marker = markerOf(first.text);
  if (marker === 'strange') return 'the marker is neither @revoked nor @cert-authority';
  const [hosts, keyType, encoded] = (marker === undefined ? fields : fields.slice(1)).map(({ text }) => text);
  if (hosts === undefined || keyType === undefined || encoded === undefined) return 'the line ends before the key';
  const key = Buffer.from(encoded, 'base64');
  const strange = whyNotHosts(hosts) ?? whyNotKey(key, encoded, keyType);
  if (strange !== undefined) return strange;
  const comment = fields[marker === undefined ? 3 : 4];
  return {
    marker,
    hosts,
    keyType,
    key,
    comment: comment === undefined ? '' : trimBlanksEnd(content.slice(comment.at)),
  };
}

function fieldsOf(content: string): { readonly text: string; readonly at: number }[] {
  return [...content.matchAll(/[^ \t]+/g)].map((match) => ({ text: match[0], at: match.index }));
}

/** A loop, because `/[ \t]+$/` takes quadratic time on long blanks; and `trimEnd` would take more than blanks. */
function trimBlanksEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end -= 1;
  return text.slice(0, end);
}

function markerOf(text: string): KnownHostsEntry['marker'] | 'strange' {
  if (!text.startsWith('@')) return undefined;
  if (text === '@revoked') return 'revoked';
  return text === '@cert-authority' ? 'cert-authority' : 'strange';
}

function whyNotHosts(hosts: string): string | undefined {
  if (hosts.startsWith('@')) return 'the line has more than one marker';
  if (hosts.startsWith('\ufeff')) return 'a byte order mark stands in the middle of the file';
  if (hosts.startsWith('|'))
    return hashedNameOf(hosts) === undefined ? 'the hashed host name cannot be read' : undefined;
  const patterns = hosts.split(',');
  if (patterns.some((pattern) => pattern.startsWith('|'))) return 'a hashed host name stands beside another name';
  if (patterns.some((pattern) => pattern.length > maximumPattern)) return 'a host name is too long';
  return undefined;
}

/** Every field of these keys has a length, so that a key that was cut off can be told (RFC 4253, 6.6; RFC 5656; RFC 8709). */
const fieldCounts = new Map([
  ['ssh-ed25519', 2],
  ['ssh-rsa', 3],
  ['ssh-dss', 5],
  ['ecdsa-sha2-nistp256', 3],
  ['ecdsa-sha2-nistp384', 3],
  ['ecdsa-sha2-nistp521', 3],
]);

function whyNotKey(key: Buffer, encoded: string, keyType: string): string | undefined {
  if (key.toString('base64') !== encoded) return 'the key is not in base64';
  const ownType = keyTypeOf(key);
  if (ownType === undefined) return 'the key does not say its type';
  if (ownType !== keyType) return 'the key is of another type than the line says';
  const expected = fieldCounts.get(keyType);
  if (expected === undefined) return undefined;
  let at = 0;
  let count = 0;
  while (at < key.length) {
    const field = readSshString(key, at);
    if (field === undefined) return 'the key is cut off';
    at = field.next;
    count += 1;
  }
  return count === expected ? undefined : 'the key is cut off or has more in it than a key';
}

/**
 * Takes a hashed host name apart: `|1|`, base64 of the salt, `|`, base64 of HMAC-SHA1(salt, name), both of 20 bytes.
 * @returns undefined where the text is not one
 */
export function hashedNameOf(text: string): { readonly salt: Buffer; readonly hash: Buffer } | undefined {
  const match = /^\|1\|([A-Za-z0-9+/]{27}=)\|([A-Za-z0-9+/]{27}=)$/.exec(text);
  if (match === null) return undefined;
  const [, salt = '', hash = ''] = match;
  return { salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}
