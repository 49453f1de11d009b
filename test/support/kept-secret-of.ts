import type { SecretPlace } from '../../electron/core/profiles/bound-secret.ts';
import type { ProfileLibrary } from '../../electron/core/profiles/profile-library.ts';
import { accountOf } from '../../electron/shared/account.ts';

/** The system's user of the tests. */
export const testUser = 'guest';

/** What a login to the account that a profile names now would be given. */
export function keptSecretOf(library: ProfileLibrary, id: string, place: SecretPlace): Promise<string | undefined> {
  const view = library.list().find((profile) => profile.id === id);
  return library.keptSecret(id, place, accountOf(view ?? { host: 'nowhere.example' }, testUser));
}
