import { type Account, accountOf, accountWords, isSameAccount } from '../../electron/shared/account.ts';
import type { ProfileView } from '../../electron/shared/views/profile-view.ts';
import type { ProfileForm } from './profile-form.ts';

/** Kept login secrets that saving a form would remove, since they are for something that it does not name any more. */
export interface LostSecrets {
  readonly password: boolean;
  /** The paths of their keys. */
  readonly passphrases: readonly string[];
  /** What they are for, where the form names another account. */
  readonly account: Account | undefined;
}

const nothing: LostSecrets = { password: false, passphrases: [], account: undefined };

/** @param userName the system's user, who is meant where no user is named */
export function lostSecrets(form: ProfileForm, profile: ProfileView | undefined, userName: string): LostSecrets {
  if (profile === undefined) return nothing;
  const { hasPassword, passphrasesKept, auth } = profile;
  const account = accountOf(profile, userName);
  if (!isSameAccount(account, accountIn(form, userName))) {
    return { password: hasPassword, passphrases: passphrasesKept, account };
  }
  // Where no way is named, then as now, it is the usual keys'.
  if (auth === undefined && form.ways.length === 0) return nothing;
  const named = form.ways.flatMap(({ kind, text }) => (kind === 'key' ? [text.trim()] : []));
  return { ...nothing, passphrases: passphrasesKept.filter((path) => !named.includes(path)) };
}

/** What saving removes, in a sentence; undefined: nothing. */
export function lostSecretsWords({ password, passphrases, account }: LostSecrets): string | undefined {
  const lost = [...(password ? ['password'] : []), ...passphrases.map((path) => `passphrase of ${path}`)];
  if (lost.length === 0) return undefined;
  const theyAre = lost.length === 1 ? 'it is' : 'they are';
  const why = account === undefined ? 'no way to log in names that key' : `${theyAre} for ${accountWords(account)}`;
  return `Saving removes the kept ${lost.join(' and the ')}: ${why}.`;
}

function accountIn({ host, port, user }: ProfileForm, userName: string): Account {
  const typed = port.trim();
  return accountOf(
    { host: host.trim(), port: typed === '' ? undefined : Number(typed), user: user.trim() || undefined },
    userName,
  );
}
