import { refuseLinkedFolders } from './files/refuse-linked-folders.ts';
import { createGatekeeper, type Gatekeeper } from './gate/gatekeeper.ts';
import { type OneTimeLists, openOneTimeLists } from './gate/journal/one-time-lists.ts';
import type { Ports } from './ports.ts';
import { type HostKeyStore, openHostKeyStore } from './ssh/host-key-store.ts';

/** What a host (command line, desktop) works with. */
export interface Services {
  readonly gatekeeper: Gatekeeper;
  readonly hostKeys: HostKeyStore;
  /** Where the lists of one-time sequences stand. */
  readonly lists: OneTimeLists;
}

/**
 * Wires the core to a host's ports; the only place where that happens.
 * @throws Failure `data-folder-unusable` where a folder in the data folder is a link
 */
export function createServices(ports: Ports): Services {
  refuseLinkedFolders(ports.dataFolder);
  const lists = openOneTimeLists(ports.dataFolder, ports.vault);
  return {
    gatekeeper: createGatekeeper(ports, lists),
    lists,
    hostKeys: openHostKeyStore({ dataFolder: ports.dataFolder, userFiles: ports.knownHostsFiles }),
  };
}
