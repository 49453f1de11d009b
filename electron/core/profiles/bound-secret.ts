import { z } from 'zod';
import { type Account, isSameAccount } from '../../shared/account.ts';
import { parseJson } from '../files/parse-json.ts';

/** Which of a profile's login secrets. A key's passphrase is kept under the path as the profile writes it. */
export type SecretPlace = { readonly kind: 'password' } | { readonly kind: 'passphrase'; readonly path: string };

/** A login secret with what it is bound to: it is used there and nowhere else. */
export interface BoundSecret {
  readonly place: SecretPlace;
  readonly account: Account;
  readonly secret: string;
}

const format = 'portcullis-login';
const about = {
  format: z.literal(format),
  version: z.literal(1),
  user: z.string(),
  host: z.string(),
  port: z.int(),
  secret: z.string(),
};
const textSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password'), ...about }),
  z.strictObject({ kind: z.literal('passphrase'), path: z.string(), ...about }),
]);

/** What is sealed of a login secret. The system's encryption binds nothing itself, so the text has to say it all. */
export function boundText({ place, account: { user, host, port }, secret }: BoundSecret): string {
  // A question may stand for its place: nothing else of it is written.
  return JSON.stringify({ format, version: 1, ...barePlace(place), user, host, port, secret });
}

/** Reads what `boundText` wrote; undefined: another text, which is bound to nothing. */
export function readBoundText(text: string): BoundSecret | undefined {
  const { success, data } = textSchema.safeParse(parseJson(text));
  if (!success) return undefined;
  const { user, host, port, secret } = data;
  return { place: barePlace(data), account: { user, host, port }, secret };
}

/**
 * Whether an unbound text can be a secret that somebody typed: what else is sealed with the same key, sequences above
 * all, are JSON's objects.
 */
export function mayBeTyped(text: string): boolean {
  const value = parseJson(text);
  return typeof value !== 'object' || value === null;
}

/** Whether a secret belongs to this place of this account. */
export function isBoundTo(bound: BoundSecret, place: SecretPlace, account: Account): boolean {
  return isSamePlace(bound.place, place) && isSameAccount(bound.account, account);
}

export function isSamePlace(one: SecretPlace, other: SecretPlace): boolean {
  if (one.kind === 'password' || other.kind === 'password') return one.kind === other.kind;
  return one.path === other.path;
}

function barePlace(place: SecretPlace): SecretPlace {
  return place.kind === 'password' ? { kind: 'password' } : { kind: 'passphrase', path: place.path };
}
