import { join } from 'node:path';
import { type OneTimeLists, openOneTimeLists } from '../../../../electron/core/gate/journal/one-time-lists.ts';
import type { SystemEncryption } from '../../../../electron/core/ports.ts';
import { boundMarkPath } from '../../../../electron/core/profiles/bound-mark.ts';
import { openProfileLibrary, type ProfileLibrary } from '../../../../electron/core/profiles/profile-library.ts';
import type { RemovedSecrets } from '../../../../electron/core/profiles/removed-secrets.ts';
import {
  type EncryptionChoice,
  openSecretKeeping,
  type SecretKeeping,
} from '../../../../electron/core/secrets/secret-keeping.ts';
import type { StoreTrouble } from '../../../../electron/core/store-trouble.ts';
import { type FileDocument, fileDocument } from '../../../support/file-document.ts';
import { testUser } from '../../../support/kept-secret-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

export interface OpenedLibrary {
  readonly folder: string;
  readonly store: FileDocument;
  readonly keeping: SecretKeeping;
  readonly library: ProfileLibrary;
  readonly lists: OneTimeLists;
  readonly troubles: StoreTrouble[];
  readonly removed: RemovedSecrets[];
}

/** A library over a real file and a real key file. The same folder again is the app's next start. */
export async function openLibrary(
  given: {
    readonly folder?: string;
    readonly choice?: EncryptionChoice;
    readonly system?: SystemEncryption;
    readonly prepare?: (store: FileDocument) => void;
  } = {},
): Promise<OpenedLibrary> {
  const { folder = temporaryFolder(), choice = 'keep', system, prepare } = given;
  const store = fileDocument(join(folder, 'profiles.json'));
  prepare?.(store);
  const keeping = await openSecretKeeping({
    system,
    keyFile: join(folder, 'vault-key'),
    savedChoice: choice,
    onChosen: () => undefined,
  });
  const troubles: StoreTrouble[] = [];
  const lists = openOneTimeLists(folder, keeping.journalVault);
  const removed: RemovedSecrets[] = [];
  const library = await openProfileLibrary({
    ...{ store, keeping, lists, userName: testUser },
    boundMark: boundMarkPath(folder),
    onTrouble: (trouble) => troubles.push(trouble),
    onRemoved: (secrets) => removed.push(secrets),
  });
  return { folder, store, keeping, library, lists, troubles, removed };
}

/** The library's next word. */
export function nextChange(library: ProfileLibrary): Promise<void> {
  return new Promise((resolve) => {
    const stop = library.onDidChange(() => {
      stop();
      resolve();
    });
  });
}
