import { accountOf } from '../../shared/account.ts';
import { Failure } from '../../shared/failure.ts';
import type { SecretKeeping } from '../secrets/secret-keeping.ts';
import { boundText, isBoundTo, mayBeTyped, readBoundText } from './bound-secret.ts';
import type { KeptProfile, KeptProfiles } from './kept-profiles.ts';
import { type LoginText, loginTexts, withLoginTexts } from './login-texts.ts';
import { type RemovedSecrets, removalSentence } from './removed-secrets.ts';
import { type StoredProfile, sealedTexts } from './stored-profile.ts';

/**
 * Binds the login secrets of a document that an older build wrote: all at once, to what their profiles name now, and notes
 * that it was done. Where some of them cannot be unsealed (a locked keyring) nothing is changed, and the next start tries
 * again; until then an unbound one is not used.
 * @returns what turned out not to belong to its profile, and was removed
 */
export async function bindLogins(
  { mark, sealer, all, change }: KeptProfiles,
  keeping: SecretKeeping,
  userName: string,
): Promise<readonly RemovedSecrets[]> {
  if ((await mark.look()) === 'set' || !keeping.mayKeep()) return [];
  const plain = await unsealAll(all(), sealer.unseal);
  // Asked again: the keyring may have been unlocked since.
  if (plain === undefined || (await mark.look()) !== 'absent') return [];
  const removed: RemovedSecrets[] = [];

  const bind = async (stored: StoredProfile): Promise<StoredProfile> => {
    const account = accountOf(stored, userName);
    const bound: LoginText[] = [];
    const strange: LoginText[] = [];
    for (const login of loginTexts(stored)) {
      const { place, sealed } = login;
      const text = plain.get(sealed);
      // Kept since, and bound then; or broken.
      if (text === undefined) {
        bound.push(login);
        continue;
      }
      const secret = readBoundText(text);
      if (secret !== undefined ? isBoundTo(secret, place, account) : mayBeTyped(text)) {
        bound.push(
          secret === undefined
            ? { place, sealed: await sealer.seal(boundText({ place, account, secret: text })) }
            : login,
        );
      } else strange.push(login);
    }
    if (strange.length > 0) {
      const places = strange.map(({ place }) => place);
      const sentence = removalSentence(places, account, { kind: 'strange' });
      removed.push({ profileId: stored.id, profileName: stored.name, places, sentence, isFound: true });
    }
    return withLoginTexts(stored, bound);
  };

  const bindAll = (kept: readonly KeptProfile[]) =>
    Promise.all(kept.map(async (one) => ({ ...one, stored: await bind(one.stored) })));
  try {
    await change(bindAll, true);
    return removed;
  } catch (thrown) {
    // A full disk, or a keyring that was locked meanwhile: all is as it was.
    if (thrown instanceof Failure) return [];
    throw thrown;
  }
}

/**
 * Unseals everything of the profiles that have a login secret. One that fails where others under the same key do not is
 * broken, and hinders nobody.
 * @returns each text in clear by its sealed one; undefined where a key is not at hand
 */
async function unsealAll(
  all: readonly KeptProfile[],
  unseal: (sealed: string) => Promise<string>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const plain = new Map<string, string>();
  const missing = new Set<string>();
  const keyOf = (sealed: string) => sealed.slice(0, sealed.indexOf('.'));
  for (const { stored } of all.filter((kept) => loginTexts(kept.stored).length > 0)) {
    for (const sealed of sealedTexts(stored)) {
      await unseal(sealed).then(
        (text) => plain.set(sealed, text),
        () => missing.add(keyOf(sealed)),
      );
    }
  }
  const atHand = new Set([...plain.keys()].map(keyOf));
  return [...missing].every((key) => atHand.has(key)) ? plain : undefined;
}
