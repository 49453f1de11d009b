import type { SessionView } from '../../electron/shared/views/session-view.ts';

/** The number of each tab among those of its profile, by the session's id; the first of a profile has none. */
export function tabOrdinals(
  sessions: readonly Pick<SessionView, 'id' | 'profileId'>[],
): ReadonlyMap<string, number | undefined> {
  const counts = new Map<string, number>();
  return new Map(
    sessions.map(({ id, profileId }) => {
      const count = (counts.get(profileId) ?? 0) + 1;
      counts.set(profileId, count);
      return [id, count > 1 ? count : undefined];
    }),
  );
}
