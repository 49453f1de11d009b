/** What ssh2 gives at a time. */
const chunkBytes = 32_768;

/** A listing as terminals get it: short lines, some colour, some letters beyond ASCII. */
const chunk = ((): Uint8Array<ArrayBuffer> => {
  const encoder = new TextEncoder();
  let text = '';
  for (let line = 0; text.length < chunkBytes; line += 1) {
    text += `\u001b[32m-rw-r--r--\u001b[0m 1 deploy deploy ${1000 + line * 7} Nov 22 20:55 \u001b[34mrelease-${line}.tar.gz\u001b[0m → größer\r\n`;
  }
  return encoder.encode(text).slice(0, chunkBytes);
})();

/** Gives chunks until so many bytes are out; then undefined. Each is a copy, as from a socket. */
export function createSource(totalBytes: number): () => Uint8Array<ArrayBuffer> | undefined {
  let left = totalBytes;
  return () => {
    if (left <= 0) return undefined;
    const next = chunk.slice(0, Math.min(left, chunk.length));
    left -= next.length;
    return next;
  };
}
