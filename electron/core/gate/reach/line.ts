import type { Duplex } from 'node:stream';

/** A connection to a host's port: a socket of this computer's own, or one that a jump host forwards. */
export interface Line extends Duplex {
  readonly bytesRead: number;
}
