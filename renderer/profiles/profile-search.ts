import type { ProfileView } from '../../electron/shared/views/profile-view.ts';

/** A profile with what a search looks through, made ready once and not at every key. */
export interface SearchableProfile {
  readonly profile: ProfileView;
  readonly haystack: string;
}

/** Accents and case do not matter in a search. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

/** Makes profiles ready for `searchProfiles`, in the order of their names. */
export function searchable(profiles: readonly ProfileView[]): readonly SearchableProfile[] {
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return profiles
    .map((profile) => ({
      profile,
      haystack: plain([profile.name, profile.host, profile.user ?? '', profile.group ?? ''].join('\n')),
    }))
    .sort((one, other) => order.compare(one.profile.name, other.profile.name));
}

/** The profiles that have every word of the text in their name, host, user or group; all for an empty text. */
export function searchProfiles(among: readonly SearchableProfile[], text: string): readonly ProfileView[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found: ProfileView[] = [];
  for (const { profile, haystack } of among) {
    if (words.every((word) => haystack.includes(word))) found.push(profile);
  }
  return found;
}
