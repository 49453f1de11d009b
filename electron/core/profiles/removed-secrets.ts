import { type Account, accountChange, accountWords } from '../../shared/account.ts';
import type { SecretPlace } from './bound-secret.ts';

/** Login secrets of one profile that were removed, because they did not belong to it any more. */
export interface RemovedSecrets {
  readonly profileId: string;
  readonly profileName: string;
  readonly places: readonly SecretPlace[];
  /** What was removed and why, in one sentence without a secret. */
  readonly sentence: string;
  /** They were found so: nobody has changed the profile here just now. */
  readonly isFound: boolean;
}

/** Why secrets are removed. */
export type RemovalReason =
  | { readonly kind: 'account-changed'; readonly now: Account }
  | { readonly kind: 'key-unnamed' }
  /** It is bound to another place, or to none. */
  | { readonly kind: 'strange' };

/** @param account what the secrets were for */
export function removalSentence(places: readonly SecretPlace[], account: Account, reason: RemovalReason): string {
  const what = places.map((place) => (place.kind === 'password' ? 'password' : `passphrase of ${place.path}`));
  const were = places.length > 1 ? 'were' : 'was';
  return `The ${what.join(' and the ')} kept for ${accountWords(account)} ${were} removed, since ${whyOf(account, reason)}.`;
}

function whyOf(account: Account, reason: RemovalReason): string {
  switch (reason.kind) {
    case 'account-changed':
      return `the profile now names ${accountChange(account, reason.now)}`;
    case 'key-unnamed':
      return 'the profile does not name that key any more';
    case 'strange':
      return 'nothing in it says that it belongs there';
  }
}
