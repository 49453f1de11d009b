import { lookup } from 'node:dns/promises';
import { homedir, userInfo } from 'node:os';
import type { FolderNotice } from '../core/files/guard-data-folder.ts';
import { createGatehouse, type Gatehouse } from '../core/gatehouse/gatehouse.ts';
import { noticeOfRemovedSecrets } from '../core/gatehouse/notices/secret-notices.ts';
import { boundMarkPath } from '../core/profiles/bound-mark.ts';
import { openProfileLibrary, type ProfileLibrary } from '../core/profiles/profile-library.ts';
import { openSecretKeeping, type SecretKeeping } from '../core/secrets/secret-keeping.ts';
import { createServices } from '../core/services.ts';
import { openSettingsStore, type SettingsStore } from '../core/settings/settings-store.ts';
import { userKnownHostsFiles } from '../core/ssh/host-key-store.ts';
import type { NoticeView } from '../shared/views/notice-view.ts';
import type { AppPaths } from './app-paths.ts';
import { createElectronEncryption } from './electron-encryption.ts';
import { createElectronStoreDocument } from './electron-store-document.ts';
import { folderNoticeView, storeNotice } from './store-notices.ts';
import { createSurroundings } from './surroundings.ts';

/** What the desktop works with. */
export interface AppServices {
  readonly settings: SettingsStore;
  readonly keeping: SecretKeeping;
  readonly profiles: ProfileLibrary;
  readonly gatehouse: Gatehouse;
}

/** Wires the core for the desktop: electron-store, the system's encryption, the system's resolver. */
export async function openAppServices(
  paths: AppPaths,
  folderNotices: readonly FolderNotice[] = [],
): Promise<AppServices> {
  // Stores tell of their trouble before there is anybody to hear it.
  const early: Omit<NoticeView, 'id'>[] = folderNotices.map(folderNoticeView);
  let tell = (notice: Omit<NoticeView, 'id'>): void => void early.push(notice);

  const settings = openSettingsStore(createElectronStoreDocument(paths.settings), (trouble) =>
    tell(storeNotice('settings', trouble)),
  );
  const keeping = await openSecretKeeping({
    system: createElectronEncryption(),
    keyFile: paths.keyFile,
    savedChoice: settings.encryptionChoice(),
    onChosen: (choice) => settings.chooseEncryption(choice),
  });
  const services = createServices({
    dataFolder: paths.dataFolder,
    vault: keeping.journalVault,
    lookup: (host) => lookup(host, { all: true, verbatim: true }),
    knownHostsFiles: userKnownHostsFiles(homedir()),
  });
  for (const notice of services.folderNotices) tell(folderNoticeView(notice));
  const userName = userInfo().username;
  const profiles = await openProfileLibrary({
    store: createElectronStoreDocument(paths.profiles),
    keeping,
    onTrouble: (trouble) => tell(storeNotice('profiles', trouble)),
    lists: services.lists,
    boundMark: boundMarkPath(paths.dataFolder),
    userName,
    onRemoved: (removed) => tell(noticeOfRemovedSecrets(removed)),
  });
  const gatehouse = createGatehouse({
    services,
    profiles,
    mayKeep: () => keeping.mayKeep(),
    dataFolder: paths.dataFolder,
    environment: process.env,
    userName,
    surroundings: createSurroundings(),
    reconnect: () => settings.current().reconnect,
  });
  tell = (notice) => gatehouse.addNotice(notice);
  for (const notice of early) tell(notice);
  return { settings, keeping, profiles, gatehouse };
}
