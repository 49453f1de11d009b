import type { SshChannel, Terminal } from '../core/ssh/ssh-channel.ts';
import { EscapeReader } from './escape-reader.ts';

/** The terminal that this process runs on, as a server wants to know it; undefined where standard input is none. */
export function localTerminal(): Terminal | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const { columns, rows } = process.stdout;
  return { term: process.env['TERM'] ?? 'xterm-256color', columns: columns ?? 80, rows: rows ?? 24 };
}

interface StreamOptions {
  readonly isShell: boolean;
  /** `~.` was typed. */
  readonly onEscape: () => void;
  /** Takes what the command writes to standard error; without it that goes to ours as it is. */
  readonly onErrors: ((data: Buffer) => void) | undefined;
}

/**
 * Connects a channel with this process's standard streams. Between two terminals the keys go to the server as they are, and `~.`
 * at the beginning of a line calls `onEscape` instead; where the server gives none ours goes on editing lines, as with ssh(1).
 * @returns the function that gives the terminal back
 */
export function connectStreams(channel: SshChannel, { isShell, onEscape, onErrors }: StreamOptions): () => void {
  const { stdin, stdout, stderr } = process;
  const isRaw = isShell && channel.hasTerminal && stdin.isTTY && stdout.isTTY;
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
  if (onErrors === undefined) channel.errors.pipe(stderr, { end: false });
  else channel.errors.on('data', onErrors);
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
    channel.output.unpipe(stdout);
    channel.errors.unpipe(stderr);
    if (onErrors !== undefined) channel.errors.off('data', onErrors);
    stdout.off('resize', onResize);
    stdin.off('data', onKeys);
    stdin.unpipe(channel.input);
    if (isRaw && !stdin.destroyed) stdin.setRawMode(false);
    stdin.pause();
  };
}
