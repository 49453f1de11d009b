import { Socket } from 'node:net';
import type { Line } from '../gate/reach/line.ts';
import type { Way } from '../gate/reach/local-address.ts';

/** A session's connection, for whoever watches the network beneath it. */
export interface LiveConnection {
  /** The way that it was made on. */
  readonly way: Way;
  /** Whether anything comes back within `withinMs` milliseconds. */
  isAlive(withinMs: number): Promise<boolean>;
  /** Ends it at once: it is known to be dead. The session fails as `connection-lost`, and says why. */
  breakOff(why: string): void;
}

/** The way of a connection; undefined where it is connected no more, or was forwarded by a jump host. */
export function wayOf(line: Line): Way | undefined {
  if (!(line instanceof Socket)) return undefined;
  const { remoteAddress, remoteFamily, localAddress } = line;
  if (remoteAddress === undefined || localAddress === undefined) return undefined;
  return { address: remoteAddress, family: remoteFamily === 'IPv6' ? 6 : 4, localAddress };
}
