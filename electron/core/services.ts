import { type FolderNotice, guardDataFolder } from './files/guard-data-folder.ts';
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
  /** What a person is to be told of the data folder. */
  readonly folderNotices: readonly FolderNotice[];
}

/**
 * Wires the core to a host's ports; the only place where that happens.
 * @throws Failure `data-folder-unusable` where the data folder, or what lies in it, is not this user's own
 */
export function createServices(ports: Ports): Services {
  const folderNotices = guardDataFolder(ports.dataFolder);
  const lists = openOneTimeLists(ports.dataFolder, ports.vault);
  return {
    gatekeeper: createGatekeeper(ports, lists),
    lists,
    folderNotices,
    hostKeys: openHostKeyStore({ dataFolder: ports.dataFolder, userFiles: ports.knownHostsFiles }),
  };
}
