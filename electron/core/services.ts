import { createGatekeeper, type Gatekeeper } from './gate/gatekeeper.ts';
import type { Ports } from './ports.ts';
import { type HostKeyStore, openHostKeyStore } from './ssh/host-key-store.ts';

/** What a host (command line, desktop) works with. */
export interface Services {
  readonly gatekeeper: Gatekeeper;
  readonly hostKeys: HostKeyStore;
}

/** Wires the core to a host's ports; the only place where that happens. */
export function createServices(ports: Ports): Services {
  return {
    gatekeeper: createGatekeeper(ports),
    hostKeys: openHostKeyStore({ dataFolder: ports.dataFolder, userFiles: ports.knownHostsFiles }),
  };
}
