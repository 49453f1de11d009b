import type { Readable, Writable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { Failure } from '../../shared/failure.ts';
import { plainServerText, quotedServerText } from '../../shared/server-text.ts';

export interface Terminal {
  readonly term: string;
  readonly columns: number;
  readonly rows: number;
}

/** How a shell or a command ended: its exit status, or the signal that ended it (RFC 4254, 6.10), or neither. */
export interface ChannelEnd {
  readonly exitCode?: number;
  readonly signal?: string;
}

/** A shell or a command. Bytes go through as they are; whoever does not read pauses the server. */
export interface SshChannel {
  readonly input: Writable;
  readonly output: Readable;
  readonly errors: Readable;
  /** What is typed is echoed and edited there; without one it goes to the shell as it is. */
  readonly hasTerminal: boolean;
  resize(columns: number, rows: number): void;
  /** Settles when all output was read. @throws Failure `connection-lost` */
  readonly ended: Promise<ChannelEnd>;
}

/** ssh2's words for a terminal. */
export function ptyOf({ term, columns, rows }: Terminal) {
  return { term, cols: columns, rows, width: 0, height: 0 };
}

interface ChannelPlan {
  /** Raised when the connection has gone, for the reason that `lossOf` gives. */
  readonly lost: AbortSignal;
  readonly lossOf: () => Failure;
  /** How long it may take, and what it is called then. */
  readonly channelMs: number;
  readonly tooLong: () => Failure;
  /** Whether the server has given it a terminal. */
  readonly hasTerminal: (channel: ClientChannel) => boolean;
}

/**
 * Waits until the server has opened a channel, and has begun on it what `ask` asks ssh2 for.
 * @throws Failure `shell-refused`, that of `tooLong` after `channelMs`, or what `lossOf` says when `lost` is raised
 */
export function openChannel(
  plan: ChannelPlan,
  ask: (opened: (error: Error | undefined, channel: ClientChannel) => void) => void,
): Promise<SshChannel> {
  const { lost, lossOf, tooLong, channelMs } = plan;
  return new Promise((resolve, reject) => {
    const fail = (failure: Failure) => {
      clearTimeout(limit);
      lost.removeEventListener('abort', onLost);
      reject(failure);
    };
    const onLost = () => fail(lossOf());
    const limit = setTimeout(() => fail(tooLong()), channelMs);
    if (lost.aborted) return onLost();
    lost.addEventListener('abort', onLost, { once: true });
    const opened = (error: Error | undefined, channel: ClientChannel) => {
      if (error !== undefined) {
        const why = refusalWords(error);
        return fail(new Failure('shell-refused', `The server logged you in and then refused to run anything${why}.`));
      }
      clearTimeout(limit);
      lost.removeEventListener('abort', onLost);
      resolve(channelOf(channel, plan));
    };
    try {
      ask(opened);
    } catch {
      // ssh2 throws when its socket has just gone.
      onLost();
    }
  });
}

/** Why no channel was opened, or nothing runs on it: ssh2's words, and the server's after its prefix, which it gives a reason of RFC 4254, 5.1. */
function refusalWords(error: Error & { readonly reason?: unknown }): string {
  if (typeof error.reason !== 'number') return `: ${plainServerText(error.message, 200)}`;
  const said = error.message.replace('(SSH) Channel open failure: ', '');
  return said.trim() === '' ? ', without a word' : `, and said ${quotedServerText(said)}`;
}

function channelOf(channel: ClientChannel, { lost, lossOf, hasTerminal }: ChannelPlan): SshChannel {
  const ended = endOf(channel, lost, lossOf);
  // Whoever does not wait for the end has no use for its failure.
  ended.catch(() => undefined);
  // A stream that breaks ends with its channel; ssh2's throw where nobody listens.
  for (const stream of [channel, channel.stderr]) stream.on('error', () => undefined);
  return {
    input: channel.stdin,
    output: channel.stdout,
    errors: channel.stderr,
    hasTerminal: hasTerminal(channel),
    // ssh2 takes the rows first.
    resize: (columns, rows) => channel.setWindow(rows, columns, 0, 0),
    ended,
  };
}

function endOf(channel: ClientChannel, lost: AbortSignal, lossOf: () => Failure): Promise<ChannelEnd> {
  return new Promise((resolve, reject) => {
    let end: ChannelEnd | undefined;
    channel.on('exit', (code: number | null, signal?: string) => {
      // RFC 4254 names signals without SIG, ssh2 adds it.
      end = code === null ? { signal: plainServerText(signal ?? '', 20).replace(/^SIG/, '') } : { exitCode: code };
    });
    channel.once('close', () => {
      // A server that ends the channel without a word may do so (RFC 4254, 6.10); one that has gone is another thing.
      if (end !== undefined) resolve(end);
      else setImmediate(() => (lost.aborted ? reject(lossOf()) : resolve({})));
    });
  });
}
