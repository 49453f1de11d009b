import type { Readable } from 'node:stream';

/** A server may write other lines before its own (RFC 4253, 4.2); after as much as this nobody waits for it any more. */
const longestPreambleBytes = 8192;

/**
 * Calls `tell` once when a server's identification line has come, `SSH-…`. It listens along with whoever reads the
 * connection, takes nothing from it, and stops as soon as it knows.
 */
export function onGreeting(connection: Readable, tell: () => void): void {
  let heard = '';
  const onData = (data: Buffer) => {
    heard += data.toString('latin1', 0, longestPreambleBytes);
    const hasGreeted = /^SSH-[^\n]*\n/m.test(heard);
    if (!hasGreeted && heard.length < longestPreambleBytes) return;
    connection.off('data', onData);
    if (hasGreeted) tell();
  };
  connection.on('data', onData);
}
