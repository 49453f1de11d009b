import { readProfileFile } from '../core/profiles/profile-file.ts';
import type { Profile } from '../shared/profile.ts';

/**
 * Reads the profile file that a command names.
 * @param warn told when others than the owner may read the sequence in it
 * @throws Failure `profile-unreadable`, `profile-invalid`, `profile-newer`
 */
export async function readProfileArgument(given: string, warn: (text: string) => void): Promise<Profile> {
  const { profile, path, mode, isExposed, listWarnings } = await readProfileFile(given);
  for (const text of listWarnings) warn(`warning: ${text}`);
  if (isExposed) {
    const shown = mode.toString(8);
    warn(`warning: others can read ${path} (mode ${shown}), and it holds a knock sequence. Mend it: chmod 600 ${path}`);
  }
  return profile;
}
