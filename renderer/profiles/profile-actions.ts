import type { ProfileView } from '../../electron/shared/views/profile-view.ts';
import { client } from '../app/client.ts';
import { useDesk } from '../app/desk-store.ts';
import { openSheet } from '../app/sheet-store.ts';
import { orTell, tellFailure } from '../app/toasts.ts';
import { showToast } from '../ui/toast.tsx';
import { draftOf } from './draft-of.ts';
import { formOf } from './profile-form.ts';
import { goingBy } from './way-in-choices.ts';

/** Opens a kept profile in the editor. */
export function editProfile(profileId: string): void {
  openSheet({ kind: 'editor', profileId });
}

/** Makes a copy beside a profile and opens it in the editor. */
export async function duplicateProfile(id: string): Promise<void> {
  try {
    const copy = await client.call('profiles.duplicate', { id });
    openSheet({ kind: 'editor', profileId: copy.id });
  } catch (thrown) {
    tellFailure(thrown);
  }
}

/** Takes a profile out of the list, and offers to bring it back. */
export async function removeProfile({ id, name }: ProfileView): Promise<void> {
  const others = goingBy(useDesk.getState().profiles, id);
  if (!(await orTell(client.call('profiles.remove', { id })))) return;
  showToast({
    title: `${name} deleted`,
    ...(others.length > 0 && { description: lostWayIn(others.map((other) => other.name)) }),
    action: { label: 'Undo', onSelect: () => void client.call('profiles.restore', { id }).catch(tellFailure) },
  });
}

/** Who cannot be connected to any more. */
function lostWayIn(names: readonly string[]): string {
  const [first = ''] = names;
  return names.length === 1
    ? `${first} has lost its way in.`
    : `${first} and ${names.length - 1} more have lost their way in.`;
}

/** Puts a profile among the favourites, or takes it out; its sequences stay as they are kept. */
export function setFavourite(profile: ProfileView, isFavourite: boolean): void {
  client.call('profiles.save', draftOf({ ...formOf(profile), isFavourite })).catch(tellFailure);
}

/** Writes profile files where the person wants them. */
export async function exportProfiles(ids: readonly string[]): Promise<void> {
  try {
    const path = await client.call('profiles.export', { ids: [...ids] });
    if (path === undefined) return;
    showToast({ title: `Exported to ${path}`, description: 'The sequences stand in it in clear.' });
  } catch (thrown) {
    tellFailure(thrown);
  }
}
