import { dirname, resolve } from 'node:path';
import { asFailure, Failure } from '../../shared/failure.ts';
import type { Profile } from '../../shared/profile.ts';
import { maximumHops, wayInInvalid } from '../../shared/way-in.ts';
import { pathInProfile } from './profile-file.ts';

export interface ProfileOnWay {
  readonly path: string;
  readonly profile: Profile;
}

/**
 * Reads the profile files of a way, from a profile to its way in (`via`) and on.
 * @param read reads one file; throws Failure
 * @returns the jump hosts, the outermost first; none for a profile that is reached directly
 * @throws Failure `way-in-invalid` for a file that cannot be read, a circle, or more than `maximumHops` hosts
 */
export async function readWay(
  target: ProfileOnWay,
  read: (path: string) => Promise<Profile>,
): Promise<readonly ProfileOnWay[]> {
  const hops: ProfileOnWay[] = [];
  for (let last = target; last.profile.via !== undefined; ) {
    const path = wayInPath(last.profile.via, last.path);
    const isKnown = [target, ...hops].some((known) => resolve(known.path) === path);
    if (isKnown) throw wayInInvalid(target.profile.name, 'loop');
    if (hops.length === maximumHops) throw wayInInvalid(target.profile.name, 'too-long');
    last = { path, profile: await readNamed(last.profile, path, read) };
    hops.unshift(last);
  }
  return hops;
}

async function readNamed({ name }: Profile, path: string, read: (path: string) => Promise<Profile>): Promise<Profile> {
  try {
    return await read(path);
  } catch (thrown) {
    const { message, remedy } = asFailure(thrown);
    const then = remedy === undefined ? {} : { remedy };
    throw new Failure('way-in-invalid', `The way in of ${name} cannot be used. ${message}`, { ...then, cause: thrown });
  }
}

/** `bastion` is `bastion.json` beside the profile; what has a slash or ends in .json is a path from there. */
function wayInPath(via: string, profilePath: string): string {
  const isPath = /[/\\]|\.json$/i.test(via);
  return resolve(dirname(profilePath), pathInProfile(isPath ? via : `${via}.json`, profilePath));
}
