import type { Readable } from 'node:stream';

/** A server may write other lines before its own (RFC 4253, 4.2); after as much as this nobody waits for it any more. */
const longestPreambleBytes = 8192;

/**
 * Calls `tell` once when a server's identification line has come, `SSH-…`. It listens along with whoever reads the
 * connection, takes nothing from it, and stops as soon as it knows.
 * @returns what came before that line, or in its place
 */
export function onGreeting(connection: Readable, tell: () => void): () => string {
  let heard = '';
  const onData = (data: Buffer) => {
    heard += data.toString('latin1', 0, longestPreambleBytes);
    const at = /^SSH-[^\n]*\n/m.exec(heard)?.index;
    if (at === undefined && heard.length < longestPreambleBytes) return;
    connection.off('data', onData);
    if (at === undefined) return;
    heard = heard.slice(0, at);
    tell();
  };
  connection.on('data', onData);
  return () => heard;
}
