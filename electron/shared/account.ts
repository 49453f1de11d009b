/** Somebody's account on a server: where a login goes, and what a kept secret is bound to. */
export interface Account {
  readonly user: string;
  readonly host: string;
  readonly port: number;
}

/** The account that a profile names. @param userName the system's user, who is meant where the profile names none */
export function accountOf(
  profile: { readonly host: string; readonly port?: number | undefined; readonly user?: string | undefined },
  userName: string,
): Account {
  return { user: profile.user ?? userName, host: profile.host, port: profile.port ?? 22 };
}

/** Whether two accounts are one: hosts are compared without letter case, users with it. */
export function isSameAccount(one: Account, other: Account): boolean {
  return one.user === other.user && isSameHost(one.host, other.host) && one.port === other.port;
}

/** `anna@web.example:22`; an IPv6 address is set in brackets. */
export function accountWords({ user, host, port }: Account): string {
  return `${user}@${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What of an account is another than it was: `other.example and port 2222`. */
export function accountChange(before: Account, now: Account): string {
  const parts = [
    ...(isSameHost(before.host, now.host) ? [] : [now.host]),
    ...(before.port === now.port ? [] : [`port ${now.port}`]),
    ...(before.user === now.user ? [] : [`the user ${now.user}`]),
  ];
  return [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');
}

/** Whether two names are one host: letter case means nothing. */
export function isSameHost(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
