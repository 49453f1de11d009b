import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { Line } from '../../gate/reach/line.ts';

/**
 * A forwarded channel as a connection. ssh2's own stream neither ends a write nor says so when the channel has gone, and
 * its `destroy` leaves it half alive.
 */
export class ForwardedLine extends Duplex implements Line {
  bytesRead = 0;
  readonly #channel: ClientChannel;
  #isGone = false;
  #written: ((error?: Error | null) => void) | undefined;

  constructor(channel: ClientChannel) {
    super();
    this.#channel = channel;
    channel.on('data', (chunk: Buffer) => {
      this.bytesRead += chunk.length;
      if (!this.push(chunk)) channel.pause();
    });
    channel.on('error', () => undefined);
    channel.once('end', () => this.push(null));
    channel.once('close', () => {
      this.#isGone = true;
      this.#settle();
      if (!this.readableEnded && !this.destroyed) this.push(null);
      this.end();
    });
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(chunk: Buffer, _encoding: string, written: (error?: Error | null) => void): void {
    // What is written to a channel that has gone is lost, as on a socket whose other end has.
    if (this.#isGone) {
      written();
      return;
    }
    this.#written = written;
    this.#channel.write(chunk, () => this.#settle());
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#channel.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#channel.destroy();
    // What still comes is read and dropped: a channel that nobody reads holds its window, and is never closed.
    this.#channel.removeAllListeners('data').resume();
    done(error);
  }

  #settle(): void {
    const written = this.#written;
    this.#written = undefined;
    written?.();
  }
}
