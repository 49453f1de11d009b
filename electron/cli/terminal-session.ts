import type { SshChannel, Terminal } from '../core/ssh/ssh-session.ts';
import { EscapeReader } from './escape-reader.ts';

/** The terminal that this process runs on, as a server wants to know it; undefined where standard input is none. */
export function localTerminal(): Terminal | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const { columns, rows } = process.stdout;
  return { term: process.env['TERM'] ?? 'xterm-256color', columns: columns ?? 80, rows: rows ?? 24 };
}

/**
 * Connects a channel with this process's standard streams. On a terminal the keys go to the server as they are, and `~.`
 * at the beginning of a line calls `onEscape` instead.
 * @returns the function that gives the terminal back
 */
export function connectStreams(channel: SshChannel, isShell: boolean, onEscape: () => void): () => void {
  const { stdin, stdout, stderr } = process;
  const isRaw = isShell && stdin.isTTY && stdout.isTTY;
  const escapes = new EscapeReader();
  const onKeys = (data: Buffer) => {
    const { bytes, isEnd } = escapes.read(data);
    if (bytes.length > 0 && !channel.input.write(bytes)) {
      stdin.pause();
      channel.input.once('drain', () => stdin.resume());
    }
    if (isEnd) {
      stderr.write('\r\n');
      onEscape();
    }
  };
  const onResize = () => channel.resize(stdout.columns, stdout.rows);

  channel.output.pipe(stdout, { end: false });
  channel.errors.pipe(stderr, { end: false });
  channel.input.on('error', () => undefined);
  if (isRaw) {
    stdin.setRawMode(true);
    stdin.on('data', onKeys);
    // A prompt before has paused it, and a listener alone does not wake it.
    stdin.resume();
    stdout.on('resize', onResize);
  } else {
    stdin.pipe(channel.input);
  }
  return () => {
    stdout.off('resize', onResize);
    stdin.off('data', onKeys);
    stdin.unpipe(channel.input);
    if (isRaw && !stdin.destroyed) stdin.setRawMode(false);
    stdin.pause();
  };
}
