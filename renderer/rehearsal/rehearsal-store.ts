import { create } from 'zustand';
import type { RehearsalView } from '../../electron/shared/views/rehearsal-view.ts';
import { client } from '../app/client.ts';
import { openSheet } from '../app/sheet-store.ts';
import { tellFailure } from '../app/toasts.ts';

/** The last rehearsal of each profile, by the profile's id. */
export const useRehearsals = create<Readonly<Record<string, RehearsalView>>>()(() => ({}));

const take = (view: RehearsalView) => useRehearsals.setState({ [view.profileId]: view });
client.on('rehearsal', take);

/** Begins to rehearse a profile's gate and shows how it goes; one that is under way is shown. */
export async function rehearse(profileId: string): Promise<void> {
  const before = useRehearsals.getState()[profileId];
  try {
    const view = await client.call('gates.rehearse', { id: profileId });
    // An event may have overtaken the reply: what it told is younger.
    if (useRehearsals.getState()[profileId] === before) take(view);
    openSheet({ kind: 'rehearsal', profileId });
  } catch (thrown) {
    tellFailure(thrown);
  }
}
