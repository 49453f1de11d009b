import type { ProfileView } from '../../electron/shared/views/profile-view.ts';

/** A heading, and the profiles under it, whether it is folded or not. */
export interface GroupRow {
  readonly kind: 'group';
  readonly fold: string;
  readonly label: string;
  readonly profileIds: readonly string[];
  readonly isFolded: boolean;
}

/** A line of the list. `fold` is what the settings remember of a folded group. */
export type ProfileRow = GroupRow | { readonly kind: 'profile'; readonly profile: ProfileView; readonly level: 1 | 2 };

/** A group's own name cannot be one of these: a name neither begins with a blank nor is empty. */
const favouritesFold = ' favourites';
const othersFold = ' others';

/**
 * The list's lines: favourites first, then the groups by name, then what is in none. A profile is shown once. Without
 * favourites and groups there are no headings.
 * @param profiles in the order in which they are to stand
 * @param folded the folds whose profiles are not shown
 * @param isSearching what is found is shown whatever is folded
 */
export function profileRows(
  profiles: readonly ProfileView[],
  folded: readonly string[],
  isSearching: boolean,
): readonly ProfileRow[] {
  const sections = new Map<string, ProfileView[]>();
  for (const profile of profiles) {
    const fold = profile.isFavourite ? favouritesFold : (profile.group ?? othersFold);
    const section = sections.get(fold);
    if (section === undefined) sections.set(fold, [profile]);
    else section.push(profile);
  }
  if (sections.size === 1 && sections.has(othersFold)) {
    return profiles.map((profile) => ({ kind: 'profile', profile, level: 1 }));
  }
  return [...sections]
    .sort(([one], [other]) => rank(one) - rank(other) || one.localeCompare(other))
    .flatMap(([fold, members]): ProfileRow[] => {
      const isFolded = !isSearching && folded.includes(fold);
      const profileIds = members.map(({ id }) => id);
      const head: ProfileRow = { kind: 'group', fold, label: labelOf(fold), profileIds, isFolded };
      return isFolded
        ? [head]
        : [head, ...members.map((profile): ProfileRow => ({ kind: 'profile', profile, level: 2 }))];
    });
}

function rank(fold: string): number {
  return fold === favouritesFold ? 0 : fold === othersFold ? 2 : 1;
}

function labelOf(fold: string): string {
  return fold === favouritesFold ? 'Favourites' : fold === othersFold ? 'Other' : fold;
}

/** What tells a row from the others, whatever is shown around it. */
export function rowKey(row: ProfileRow): string {
  return row.kind === 'group' ? `group:${row.fold}` : row.profile.id;
}
