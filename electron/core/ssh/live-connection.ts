import type { Socket } from 'node:net';
import type { Way } from '../gate/local-address.ts';

/** A session's connection, for whoever watches the network beneath it. */
export interface LiveConnection {
  /** The way that it was made on. */
  readonly way: Way;
  /** Whether anything comes back within `withinMs` milliseconds. */
  isAlive(withinMs: number): Promise<boolean>;
  /** Ends it at once: it is known to be dead. The session fails as `connection-lost`, and says why. */
  breakOff(why: string): void;
}

/** The way of a socket; undefined where it is connected no more. */
export function wayOf({ remoteAddress, remoteFamily, localAddress }: Socket): Way | undefined {
  if (remoteAddress === undefined || localAddress === undefined) return undefined;
  return { address: remoteAddress, family: remoteFamily === 'IPv6' ? 6 : 4, localAddress };
}
