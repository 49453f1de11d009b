import { type Account, accountOf, accountWords, isSameAccount } from '../../shared/account.ts';
import { Failure } from '../../shared/failure.ts';
import type { SecretKeeping } from '../secrets/secret-keeping.ts';
import { usualKeyPaths } from '../ssh/default-ways.ts';
import { bindLogins } from './bind-logins.ts';
import { boundText, isBoundTo, isSamePlace, readBoundText, type SecretPlace } from './bound-secret.ts';
import type { KeptProfiles } from './kept-profiles.ts';
import { loginTexts, withLoginTexts } from './login-texts.ts';
import { type RemovalReason, type RemovedSecrets, removalSentence } from './removed-secrets.ts';
import type { StoredProfile } from './stored-profile.ts';

/** The login secrets of the profiles. Each is sealed with the account that it is for, and answers for that one alone. */
export interface KeptLogins {
  /**
   * Keeps one.
   * @param account that the profile must still name; what it names now unless told
   * @throws Failure `secrets-unusable`, also where the profile names another by now; `data-folder-unusable`
   */
  keep(id: string, place: SecretPlace, secret: string, account?: Account): Promise<void>;
  /**
   * The secret for an account. One that is not bound to what its profile names now is removed, and told.
   * @returns undefined: none is kept for it, or it cannot be read
   */
  kept(id: string, place: SecretPlace, account: Account): Promise<string | undefined>;
  /** Why a secret that was kept is asked for again; once for each. */
  whyGone(id: string, place: SecretPlace): string | undefined;
  /** A changed profile with those of its secrets that still belong to it, and the others. */
  fitting(changed: StoredProfile, before: StoredProfile): Fitting;
  /** What no longer belonged to a profile is gone. */
  tell(removed: readonly RemovedSecrets[]): void;
}

export interface Fitting {
  readonly stored: StoredProfile;
  readonly removed: readonly RemovedSecrets[];
}

export interface KeptLoginsOptions {
  readonly kept: KeptProfiles;
  readonly keeping: SecretKeeping;
  /** The system's user, who is meant where a profile names none. */
  readonly userName: string;
  readonly onRemoved: (removed: RemovedSecrets) => void;
}

export function createKeptLogins({ kept, keeping, userName, onRemoved }: KeptLoginsOptions): KeptLogins {
  const { sealer, mark } = kept;
  const reasons = new Map<string, string>();

  const change = (id: string, work: (stored: StoredProfile) => Promise<StoredProfile>) =>
    kept.change(async (all) => {
      const changed = await work(kept.find(id));
      return all.map((one) => (one.stored.id === id ? { ...one, stored: changed } : one));
    });
  const tell = (removed: readonly RemovedSecrets[]) => {
    for (const each of removed) {
      for (const place of each.places) reasons.set(keyOf(each.profileId, place), each.sentence);
      onRemoved(each);
    }
  };
  const removalOf = (
    { id, name }: StoredProfile,
    places: readonly SecretPlace[],
    account: Account,
    reason: RemovalReason,
    isFound: boolean,
  ): RemovedSecrets[] =>
    places.length === 0
      ? []
      : [
          {
            ...{ profileId: id, profileName: name, places, isFound },
            sentence: removalSentence(places, account, reason),
          },
        ];

  // The system's encryption may take as long as it likes: nobody waits for it but who needs a login secret.
  const bound = bindLogins(kept, keeping, userName).then(tell);

  return {
    keep: (id, place, secret, account) =>
      change(id, async (stored) => {
        const now = accountOf(stored, userName);
        if (account !== undefined && !isSameAccount(account, now)) {
          throw new Failure(
            'secrets-unusable',
            `It is for ${accountWords(account)}, and the profile names another now.`,
            {
              remedy: 'It is asked for again.',
            },
          );
        }
        const sealed = await sealer.seal(boundText({ place, account: now, secret }));
        const others = loginTexts(stored).filter((login) => !isSamePlace(login.place, place));
        return withLoginTexts(stored, [...others, { place, sealed }]);
      }),

    async kept(id, place, account) {
      await bound;
      const textIn = (stored: StoredProfile) =>
        loginTexts(stored).find((login) => isSamePlace(login.place, place))?.sealed;
      const sealed = textIn(kept.find(id));
      const text = sealed === undefined ? undefined : await sealer.unseal(sealed).catch(() => undefined);
      if (text === undefined) return undefined;
      const secret = readBoundText(text);
      // Of an older build, and not bound yet: a later start does that.
      if (secret === undefined && !mark.isSet()) return undefined;
      const stored = kept.find(id);
      const now = accountOf(stored, userName);
      if (secret !== undefined && isBoundTo(secret, place, now)) {
        // The session began before the profile was changed, and goes elsewhere.
        return isSameAccount(secret.account, account) ? secret.secret : undefined;
      }
      const isOther = secret !== undefined && isSamePlace(secret.place, place);
      const removal = isOther
        ? removalOf(stored, [place], secret.account, { kind: 'account-changed', now }, true)
        : removalOf(stored, [place], now, { kind: 'strange' }, true);
      await change(id, (present) =>
        Promise.resolve(
          withLoginTexts(
            present,
            loginTexts(present).filter((login) => login.sealed !== sealed),
          ),
        ),
      ).catch(() => undefined);
      tell(removal);
      return undefined;
    },

    whyGone(id, place) {
      const key = keyOf(id, place);
      const reason = reasons.get(key);
      reasons.delete(key);
      return reason;
    },

    fitting(changed, before) {
      const account = accountOf(before, userName);
      const now = accountOf(changed, userName);
      const all = loginTexts(changed);
      if (!isSameAccount(account, now)) {
        const places = all.map(({ place }) => place);
        const removed = removalOf(changed, places, account, { kind: 'account-changed', now }, false);
        return { stored: withLoginTexts(changed, []), removed };
      }
      const named = new Set(keyPathsOf(changed));
      const isNamed = ({ place }: (typeof all)[number]) => place.kind === 'password' || named.has(place.path);
      const gone = all.filter((login) => !isNamed(login)).map(({ place }) => place);
      return {
        stored: withLoginTexts(changed, all.filter(isNamed)),
        removed: removalOf(changed, gone, account, { kind: 'key-unnamed' }, false),
      };
    },

    tell,
  };
}

/** The keys that a profile may log in with, as it writes them. */
function keyPathsOf({ auth }: StoredProfile): readonly string[] {
  if (auth === undefined) return usualKeyPaths();
  return [auth].flat().flatMap((way) => (way.kind === 'key' ? [way.path] : []));
}

function keyOf(id: string, place: SecretPlace): string {
  return `${id} ${place.kind === 'password' ? '' : place.path}`;
}
