import { createHmac } from 'node:crypto';
import { hashedNameOf, type KnownHostsEntry } from './known-hosts.ts';

/**
 * Spells a host as known_hosts does: in lower case, `[host]:port` where the port is not 22 (sshd(8), SSH_KNOWN_HOSTS
 * FILE FORMAT).
 * @param host a name or an address literal, IPv6 without brackets
 */
export function knownHostsSpelling(host: string, port: number): string {
  const name = lowerCase(host);
  return port === 22 ? name : `[${name}]:${port}`;
}

/**
 * Says whether a line is about a host: one of its patterns matches and none that is negated does, or the hashed name is
 * the host's.
 * @param spelling from `knownHostsSpelling`
 */
export function isAboutHost(entry: Pick<KnownHostsEntry, 'hosts'>, spelling: string): boolean {
  const hashed = hashedNameOf(entry.hosts);
  if (hashed !== undefined) return createHmac('sha1', hashed.salt).update(spelling).digest().equals(hashed.hash);
  let matched = false;
  for (const pattern of lowerCase(entry.hosts).split(',')) {
    const negated = pattern.startsWith('!');
    if (!matchesPattern(spelling, negated ? pattern.slice(1) : pattern)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}

/** Only A to Z: `toLowerCase` would make an ASCII k of the Kelvin sign, and so one name of two. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** `*` stands for any characters, `?` for one. Goes back to the last `*` only, so no pattern takes exponential time. */
function matchesPattern(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let startedAt = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      startedAt = at;
      inPattern += 1;
    } else if (wanted === '?' || wanted === text[at]) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      startedAt += 1;
      at = startedAt;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
