import type { ProfileView } from '../../shared/views/profile-view.ts';
import { hopsOf, type WayInProblem, wayInInvalid } from '../../shared/way-in.ts';

/** A profile that a file may mean by its way in: by its own name, or by that of the file that it came from. */
interface Named {
  readonly name: string | undefined;
  readonly file?: string;
}

/** Finds what a profile file names as its way in: `bastion`, `bastion.json`, `../hosts/bastion.json`. */
export function findNamed<Candidate extends Named>(
  via: string,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const stem = stemOf(via);
  return (
    candidates.find(({ file }) => file !== undefined && stemOf(file) === stem) ??
    candidates.find(({ name }) => name === via)
  );
}

/** What is kept in place of a name: the id, so that renaming is harmless. A name that nobody has stays, and leads nowhere. */
export function idOfWayIn(
  via: string | undefined,
  candidates: readonly (Named & { readonly id: string })[],
): string | undefined {
  return via === undefined ? undefined : (findNamed(via, candidates)?.id ?? via);
}

/** What is written into a profile file in place of the id. */
export function nameOfWayIn(via: string | undefined, profiles: readonly ProfileView[]): string | undefined {
  return profiles.find(({ id }) => id === via)?.name ?? via;
}

/** @throws Failure `way-in-invalid` when a changed profile would lead back to itself, or too far */
export function refuseCircle(
  changed: { readonly id: string; readonly name: string; readonly via?: string | undefined },
  profiles: readonly ProfileView[],
): void {
  const hops = hopsOf(changed.id, (id) =>
    id === changed.id ? { via: changed.via } : profiles.find((profile) => profile.id === id),
  );
  // One that is gone can come back; connecting says so until then.
  if (hops === 'loop' || hops === 'too-long') throw wayInInvalid(changed.name, hops);
}

/**
 * The jump hosts before a kept profile.
 * @returns the outermost first, or what is wrong with its way in
 */
export function wayInOfKept(id: string, profiles: readonly ProfileView[]): readonly ProfileView[] | WayInProblem {
  const find = (wanted: string) => profiles.find((profile) => profile.id === wanted);
  const hops = hopsOf(id, find);
  return typeof hops === 'string' ? hops : hops.flatMap((hop) => find(hop) ?? []);
}

function stemOf(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return name.replace(/\.json$/i, '');
}
