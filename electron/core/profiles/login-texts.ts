import type { SecretPlace } from './bound-secret.ts';
import type { StoredProfile } from './stored-profile.ts';

/** A sealed login secret in its place. */
export interface LoginText {
  readonly place: SecretPlace;
  readonly sealed: string;
}

/** The sealed login secrets of a profile. */
export function loginTexts({ sealedPassword, sealedPassphrases = [] }: StoredProfile): readonly LoginText[] {
  const password =
    sealedPassword === undefined ? [] : [{ place: { kind: 'password' }, sealed: sealedPassword } as const];
  return [
    ...password,
    ...sealedPassphrases.map(({ path, sealed }) => ({ place: { kind: 'passphrase', path } as const, sealed })),
  ];
}

/** A profile with these login secrets and no others. */
export function withLoginTexts(
  { sealedPassword: _, sealedPassphrases: __, ...stored }: StoredProfile,
  texts: readonly LoginText[],
): StoredProfile {
  const password = texts.find(({ place }) => place.kind === 'password')?.sealed;
  const passphrases = texts.flatMap(({ place, sealed }) =>
    place.kind === 'passphrase' ? [{ path: place.path, sealed }] : [],
  );
  return {
    ...stored,
    ...(password !== undefined && { sealedPassword: password }),
    ...(passphrases.length > 0 && { sealedPassphrases: passphrases }),
  };
}
