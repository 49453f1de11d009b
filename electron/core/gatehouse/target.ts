import { homedir } from 'node:os';
import { join } from 'node:path';
import { accountOf } from '../../shared/account.ts';
import { type GatePlan, gatePlanOf } from '../../shared/gate-plan.ts';
import type { Profile } from '../../shared/profile.ts';
import { wayInInvalid } from '../../shared/way-in.ts';
import type { SecretPlace } from '../profiles/bound-secret.ts';
import { wayInOfKept } from '../profiles/named-way-in.ts';
import { pathInProfile } from '../profiles/profile-file.ts';
import type { ProfileLibrary } from '../profiles/profile-library.ts';
import type { Services } from '../services.ts';
import { type LoginWay, waysOf } from '../ssh/default-ways.ts';
import type { LoginSecrets } from './prompts/login-secrets.ts';

/** What a session, or a hand, works on: a kept profile or the practice gate. */
export interface Target {
  readonly profileId: string;
  readonly profile: Profile;
  /** The jump hosts before it, the outermost first. */
  readonly hops: readonly Target[];
  readonly plan: GatePlan;
  readonly services: Services;
  /** How to log in, in this order; paths are absolute. */
  readonly ways: readonly LoginWay[];
  readonly secrets: LoginSecrets;
}

interface House {
  readonly services: Services;
  readonly profiles: ProfileLibrary;
  readonly environment: NodeJS.ProcessEnv;
  /** The login name where a profile has none. */
  readonly userName: string;
}

/**
 * A kept profile as a target, with those of the jump hosts before it.
 * @throws Failure `profile-unreadable`, `secrets-unusable`, `way-in-invalid`
 */
export async function keptTarget(profileId: string, house: House): Promise<Target> {
  const { services, profiles, environment, userName } = house;
  const profile = await profiles.profile(profileId);
  const wayIn = wayInOfKept(profileId, profiles.list());
  if (typeof wayIn === 'string') throw wayInInvalid(profile.name, wayIn);
  const hops: Target[] = [];
  for (const { id } of wayIn) hops.push(await keptTarget(id, house));
  const written = await waysOf(profile, environment);
  /** Passphrases are kept under a path as the profile has it. */
  const writtenPaths = new Map(
    written.flatMap((way) => (way.kind === 'key' ? [[absolute(way.path), way.path] as const] : [])),
  );
  const placeOf = (place: SecretPlace): SecretPlace =>
    place.kind === 'password' ? place : { ...place, path: writtenPaths.get(place.path) ?? place.path };
  // As it is now: what is changed while the session lives is not where it goes.
  const account = accountOf(profile, userName);
  return {
    profileId,
    profile,
    hops,
    plan: gatePlanOf(profile, wayIn),
    services,
    ways: written.map((way) => (way.kind === 'key' ? { ...way, path: absolute(way.path) } : way)),
    secrets: {
      kept: (place) => profiles.keptSecret(profileId, placeOf(place), account),
      whyGone: (place) => profiles.whyGone(profileId, placeOf(place)),
      keep: (place, secret) => profiles.keepSecret(profileId, { ...placeOf(place), secret }, account),
    },
  };
}

/** A kept profile has no folder of its own: a relative path starts at home. */
function absolute(path: string): string {
  return pathInProfile(path, join(homedir(), 'profile'));
}
