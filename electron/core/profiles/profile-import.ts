import { randomUUID } from 'node:crypto';
import { asFailure } from '../../shared/failure.ts';
import { gatePlanOf } from '../../shared/gate-plan.ts';
import type { Profile } from '../../shared/profile.ts';
import type { ImportItem, ImportPreview } from '../../shared/views/import-preview.ts';
import { findNamed } from './named-way-in.ts';
import { isFromHome, pathInProfile, readProfileFile } from './profile-file.ts';

/** Profile files that were read and wait for a person's choice. */
export interface ReadImport {
  readonly preview: ImportPreview;
  /** By their place in the preview; undefined where a file is unusable. */
  readonly profiles: readonly (Profile | undefined)[];
}

/**
 * Reads profile files one after the other; what is wrong with one is told at its place.
 * @param taken the names that are there already
 */
export async function readImport(
  files: readonly { readonly name: string; readonly path: string }[],
  taken: ReadonlySet<string>,
): Promise<ReadImport> {
  const items: ImportItem[] = [];
  const profiles: (Profile | undefined)[] = [];
  for (const { name, path } of files) {
    try {
      const { profile, isExposed } = await readProfileFile(path);
      profiles.push(withKeysInPlace(profile, path));
      items.push({ file: name, found: foundIn(profile, taken.has(profile.name), isExposed) });
    } catch (thrown) {
      profiles.push(undefined);
      items.push({ file: name, found: { kind: 'unusable', message: asFailure(thrown).message } });
    }
  }
  return { preview: { id: randomUUID(), items: withWaysIn(items, profiles, taken) }, profiles };
}

function foundIn(profile: Profile, isDuplicate: boolean, isExposed: boolean): ImportItem['found'] {
  const { opening, closing, oneTime } = gatePlanOf(profile);
  return {
    kind: 'profile',
    name: profile.name,
    host: profile.host,
    openingSteps: opening.length,
    sequencesLeft: oneTime && oneTime.sequences.length - oneTime.place,
    closingSteps: closing?.length,
    isDuplicate,
    isExposed,
    wayIn: undefined,
  };
}

/** What a file names as its way in may be another of the files, or a profile that is there already. */
function withWaysIn(
  items: readonly ImportItem[],
  profiles: readonly (Profile | undefined)[],
  taken: ReadonlySet<string>,
): readonly ImportItem[] {
  const named = items.map(({ file }, place) => ({ file, name: profiles[place]?.name }));
  return items.map((item, place) => {
    const name = profiles[place]?.via;
    if (item.found.kind !== 'profile' || name === undefined) return item;
    const isKnown = findNamed(name, named.toSpliced(place, 1)) !== undefined || taken.has(name);
    return { ...item, found: { ...item.found, wayIn: { name, isKnown } } };
  });
}

/** A key's path beside the file would lead nowhere once the profile lies elsewhere; one from the home folder stays. */
function withKeysInPlace(profile: Profile, profilePath: string): Profile {
  if (profile.auth === undefined) return profile;
  const auth = [profile.auth].flat().map((way) => {
    const isAtHome = way.kind === 'key' && isFromHome(way.path);
    return way.kind !== 'key' || isAtHome ? way : { ...way, path: pathInProfile(way.path, profilePath) };
  });
  return { ...profile, auth };
}
