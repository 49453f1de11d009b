import { gatePlanOf } from '../../../shared/gate-plan.ts';
import type { Gatekeeper } from '../../gate/gatekeeper.ts';
import { wayInOfKept } from '../../profiles/named-way-in.ts';
import type { ProfileLibrary } from '../../profiles/profile-library.ts';
import type { GateSource } from './journal-reader.ts';

/**
 * The user's journal, its gates found by host and port first and then by their marks: the sequences of the few profiles
 * that may be meant are unsealed, not those of all.
 */
export function profileGates(gatekeeper: Gatekeeper, profiles: ProfileLibrary): GateSource {
  let marks = new Map<string, Promise<string | undefined>>();
  profiles.onDidChange(() => {
    marks = new Map();
  });

  const markOf = (profileId: string): Promise<string | undefined> => {
    const known = marks.get(profileId);
    if (known !== undefined) return known;
    const mark = profiles.profile(profileId).then(
      (profile) => {
        const hops = wayInOfKept(profileId, profiles.list());
        return typeof hops === 'string' ? undefined : gatekeeper.markOf(gatePlanOf(profile, hops));
      },
      // Sequences that cannot be read, or a profile that has just gone, match nothing.
      () => undefined,
    );
    marks.set(profileId, mark);
    return mark;
  };

  return {
    gatekeeper,
    profilesOf: async ({ host, port, profileMark }) => {
      const mayBe = profiles.list().filter((profile) => profile.host === host && profile.port === port);
      const found = await Promise.all(mayBe.map(async ({ id }) => ((await markOf(id)) === profileMark ? [id] : [])));
      return found.flat();
    },
  };
}
