import type { Way } from '../../gate/reach/local-address.ts';
import type { Surroundings } from '../../ports.ts';
import type { LiveConnection } from '../../ssh/live-connection.ts';
import { watchNetwork } from './network-watch.ts';

export interface ConnectionWatchOptions {
  readonly surroundings: Surroundings;
  /** Those of the sessions that live. */
  readonly connections: () => readonly LiveConnection[];
  /** Ways on which there is something to do when they change: gates that nobody could shut, sessions that were lost. */
  readonly otherWays: () => readonly Way[];
  /** The machine has woken, or its network has changed. */
  readonly onDidChange: () => void;
}

/** How long a server may take to answer: on a path that lost some packets TCP has sent the question again five times. */
const answersWithinMs = 5000;

/**
 * Notices dead sessions within seconds of a wake or of a change of the network, where keepalives would take 45 s. One that
 * still answers goes on untouched.
 * @returns the function that ends it
 */
export function watchConnections(options: ConnectionWatchOptions): () => void {
  const { surroundings, connections, otherWays, onDidChange } = options;
  const changed = () => {
    for (const connection of connections()) void check(connection, surroundings);
    onDidChange();
  };
  const network = watchNetwork({
    ways: () => [...connections().map(({ way }) => way), ...otherWays()],
    ownAddressTowards: surroundings.ownAddressTowards,
    onDidChange: changed,
  });
  const stopListening = surroundings.onDidWake(changed);
  return () => {
    stopListening();
    network.stop();
  };
}

/** Ends a connection that is dead. Without a network nobody can say: the address may come back, and the connection live. */
async function check(connection: LiveConnection, { ownAddressTowards, ownAddresses }: Surroundings): Promise<void> {
  const { way } = connection;
  const now = await ownAddressTowards(way);
  if (now === undefined) return;
  const [withoutZone = ''] = way.localAddress.split('%');
  if (now !== way.localAddress && !ownAddresses().has(withoutZone)) {
    return connection.breakOff(`this computer was ${way.localAddress}, and is ${now} now`);
  }
  if (await connection.isAlive(answersWithinMs)) return;
  if ((await ownAddressTowards(way)) !== undefined) connection.breakOff('the server does not answer any more');
}
