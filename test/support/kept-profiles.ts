import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { openOneTimeLists } from '../../electron/core/gate/journal/one-time-lists.ts';
import { boundMarkPath } from '../../electron/core/profiles/bound-mark.ts';
import { openProfileLibrary } from '../../electron/core/profiles/profile-library.ts';
import { openSecretKeeping } from '../../electron/core/secrets/secret-keeping.ts';
import type { Profile } from '../../electron/shared/profile.ts';
import type { Person } from './command-line.ts';
import { fileDocument } from './file-document.ts';

/**
 * Gives a person profiles before the app has ever started for them, as if it had kept them on a system without
 * encryption, in the file that only they can read.
 */
export async function keepProfiles(
  person: Person,
  profiles: readonly Omit<Profile, 'format' | 'version'>[],
): Promise<void> {
  mkdirSync(person.dataFolder, { recursive: true, mode: 0o700 });
  const settings = { version: 1, settings: {}, encryptionChoice: 'keep' };
  writeFileSync(join(person.dataFolder, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const keeping = await openSecretKeeping({
    system: undefined,
    keyFile: join(person.dataFolder, 'vault-key'),
    savedChoice: 'keep',
    onChosen: () => undefined,
  });
  const library = await openProfileLibrary({
    store: fileDocument(join(person.dataFolder, 'profiles.json')),
    keeping,
    onTrouble: (trouble) => {
      throw new Error(`The profiles cannot be kept: ${trouble.kind}`);
    },
    lists: openOneTimeLists(person.dataFolder, keeping.journalVault),
    boundMark: boundMarkPath(person.dataFolder),
    userName: userInfo().username,
    onRemoved: () => undefined,
  });
  for (const { knock, ...fields } of profiles) {
    const { open, oneTime, close, udpPayloadHex, ...knocking } = knock;
    await library.save({
      ...fields,
      isFavourite: false,
      knock: { sequences: { open, oneTime, close, udpPayloadHex }, ...knocking },
    });
  }
}
