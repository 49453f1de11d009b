import dgram from 'node:dgram';
import { Failure } from '../../../shared/failure.ts';

/** A way to a host: its address, and our own at this end. */
export interface Way {
  readonly address: string;
  readonly family: 4 | 6;
  readonly localAddress: string;
}

/**
 * Our own address on the way to `address`, as the routing table has it. Connecting a datagram socket sends nothing.
 * @throws Failure `local-network` when there is no way
 */
export async function localAddressTowards(address: string, family: 4 | 6): Promise<string> {
  const socket = dgram.createSocket(family === 6 ? 'udp6' : 'udp4');
  try {
    return await new Promise((resolve, reject) => {
      socket.once('error', reject);
      // Node hands the error to this callback, though its types say that there is none.
      const onConnected = (error?: Error) => (error ? reject(error) : resolve(socket.address().address));
      socket.connect(9, address, onConnected as () => void);
    });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    throw new Failure('local-network', `This computer has no way to ${address} (${code}).`, {
      remedy: 'Check the network connection, and the choice of IPv4 or IPv6.',
      cause: thrown,
    });
  } finally {
    socket.close();
  }
}

/** As `localAddressTowards`; undefined where there is no way. */
export function ownAddressTowards({ address, family }: Omit<Way, 'localAddress'>): Promise<string | undefined> {
  return addressOrNone(localAddressTowards(address, family));
}

/** Takes the failure that there is no way for no address. */
export async function addressOrNone(asked: Promise<string>): Promise<string | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return undefined;
  }
}
