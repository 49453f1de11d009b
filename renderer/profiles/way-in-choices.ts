import type { ProfileView } from '../../electron/shared/views/profile-view.ts';
import { hopsOf } from '../../electron/shared/way-in.ts';
import type { SelectOption } from '../ui/select.tsx';

/** What stands for no way in: an id is never that short. */
export const directly = 'directly';

/**
 * By way of whom a profile can be reached: of nobody, or of any profile that does not lead back to it.
 * @param id of the profile; undefined while it is a new one
 * @param via what it has now, which is offered even when it is not there any more
 */
export function wayInChoices(
  profiles: readonly ProfileView[],
  id: string | undefined,
  via: string,
): readonly SelectOption<string>[] {
  const self = id ?? 'new';
  const leads = (candidate: string) =>
    hopsOf(self, (each) => (each === self ? { via: candidate } : profiles.find((profile) => profile.id === each)));
  const usable = profiles
    .filter((profile) => profile.id !== id && !['loop', 'too-long'].includes(String(leads(profile.id))))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const isGone = via !== '' && !profiles.some((profile) => profile.id === via);
  return [
    { value: directly, label: 'Directly' },
    ...usable.map((profile) => ({ value: profile.id, label: profile.name })),
    ...(isGone ? [{ value: via, label: 'A profile that is not there' }] : []),
  ];
}

/** The profiles that go by way of this one. */
export function goingBy(profiles: readonly ProfileView[], id: string): readonly ProfileView[] {
  return profiles.filter(({ via }) => via === id);
}
