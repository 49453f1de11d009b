/**
 * A fingerprint in groups of four, so that two people can read it to each other: `SHA256:abcdefgh` becomes the kind
 * `SHA256` and `abcd efgh`.
 */
export function fingerprintGroups(fingerprint: string): {
  readonly kind: string | undefined;
  readonly groups: readonly string[];
} {
  const colon = fingerprint.indexOf(':');
  const kind = colon < 0 ? undefined : fingerprint.slice(0, colon);
  return { kind, groups: fingerprint.slice(colon + 1).match(/.{1,4}/g) ?? [] };
}
