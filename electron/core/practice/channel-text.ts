import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { ServerChannel } from 'ssh2';
import { cancellable, throwIfCancelled } from '../cancel.ts';
import { PipeClosed, type TextSink, type TextSource } from './shell/text-stream.ts';

/**
 * What a client sends on a channel, as text. It is taken only when it is asked for, so the channel's window bounds it.
 * @param ended raised at the session's end
 */
export function createChannelSource(channel: ServerChannel, ended: AbortSignal): TextSource {
  // Bytes that are no UTF-8 become U+FFFD; a character may lie over two packets.
  const decoder = new TextDecoder('utf-8');
  return {
    async read() {
      for (;;) {
        throwIfCancelled(ended);
        const bytes: unknown = channel.read();
        if (bytes instanceof Uint8Array) {
          const text = decoder.decode(bytes, { stream: true });
          if (text !== '') return text;
        } else if (channel.readableEnded) {
          return decoder.decode() || undefined;
        } else await cancellable(nextEvent(channel, ['readable', 'end', 'close']), ended);
      }
    },
  };
}

export interface ChannelSinkPorts {
  readonly stream: Writable;
  /** The connection's socket: ssh2 writes to it without regard to what it holds already. */
  readonly socket: Socket;
  readonly ended: AbortSignal;
  /** Written as CR LF where the client has a terminal, which needs both. */
  readonly lineEnd: '\n' | '\r\n';
}

/**
 * Writes to a client. A write settles when the channel's window and the socket have taken it: a client that does not
 * read stops what writes to it, and makes nothing grow.
 * @param interrupted raised by Ctrl-C; ends the waiting, while what was written before stays on its way
 */
export function createChannelSink(ports: ChannelSinkPorts, interrupted: AbortSignal = ports.ended): TextSink {
  const { stream, socket, ended, lineEnd } = ports;
  return {
    async write(text) {
      if (ended.aborted || !stream.writable) throw new PipeClosed();
      throwIfCancelled(interrupted);
      if (text === '') return;
      const bytes = Buffer.from(lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd));
      await cancellable(new Promise<void>((resolve) => stream.write(bytes, () => resolve())), interrupted);
      if (socket.writableNeedDrain) await cancellable(nextEvent(socket, ['drain', 'close']), interrupted);
    },
  };
}

interface Emitter {
  once(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

function nextEvent(emitter: Emitter, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      for (const event of events) emitter.off(event, settle);
      resolve();
    };
    for (const event of events) emitter.once(event, settle);
  });
}
