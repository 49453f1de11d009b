/**
 * Reads one `string` of the SSH wire format: a length in four bytes, then that many bytes (RFC 4251, 5).
 * @param at where the length begins
 * @returns the bytes and where the next field begins, or undefined where the string is cut off
 */
export function readSshString(data: Buffer, at: number): { readonly bytes: Buffer; readonly next: number } | undefined {
  if (at + 4 > data.length) return undefined;
  const start = at + 4;
  const next = start + data.readUInt32BE(at);
  return next > data.length ? undefined : { bytes: data.subarray(start, next), next };
}

/** Writes one `string` of the SSH wire format (RFC 4251, 5). */
export function sshString(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
