import { networkInterfaces } from 'node:os';
import { ownAddressTowards } from './gate/reach/local-address.ts';
import type { Surroundings } from './ports.ts';

/** The network around this machine, as Node tells it. */
export const networkSurroundings: Pick<Surroundings, 'ownAddressTowards' | 'ownAddresses'> = {
  ownAddressTowards,
  ownAddresses: () =>
    new Set(
      Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .map(({ address }) => address),
    ),
};
