import { z } from 'zod';
import { asksForPassword } from '../../core/ssh/asks-for-password.ts';
import type { Account } from '../../shared/account.ts';
import type { SecretQuestion } from '../../shared/question.ts';

/** An answer that was handed in, and what it is for. */
export interface HandedSecret {
  /** The profile's words: the account's password, a key's passphrase, an answer to a server's prompt. */
  readonly kind: 'password' | 'key' | 'keyboard-interactive';
  /** undefined: the one host that there is. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly value: string;
  /** A line without a word on what it is for: its profile names one way to log in. */
  readonly isPlain?: boolean;
}

const schema = z.strictObject({
  kind: z.enum(['password', 'key', 'passphrase', 'keyboard-interactive']),
  host: z.string().min(1).optional(),
  port: z.int().min(1).max(65_535).optional(),
  user: z.string().min(1).optional(),
  value: z.string(),
});

/**
 * Reads a line of `--secrets-fd`: a JSON object, or where it may be one the bare answer.
 * @param plainKind what a bare answer is for; undefined where it may be none
 * @returns undefined where it is neither
 */
export function readHandedSecret(line: string, plainKind: HandedSecret['kind'] | undefined): HandedSecret | undefined {
  // What begins like an object is meant as one: half of one must not be sent as a password.
  if (!line.trimStart().startsWith('{')) {
    return plainKind === undefined ? undefined : { kind: plainKind, value: line, isPlain: true };
  }
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(data);
  if (!parsed.success) return undefined;
  const { kind, ...rest } = parsed.data;
  return { ...rest, kind: kind === 'passphrase' ? 'key' : kind };
}

/** Whether an answer is for whoever asks: its host without letter case, all else to the letter. */
export function isFor({ host, port, user }: HandedSecret, account: Account): boolean {
  return (
    (host === undefined || host.toLowerCase() === account.host.toLowerCase()) &&
    (port === undefined || port === account.port) &&
    (user === undefined || user === account.user)
  );
}

/**
 * How well an answer fits a question: the account's password is for prompts that ask for it too, before what is for any prompt.
 * @returns `best`, `else` where there is no better one, undefined where it is not for it
 */
export function fitOf({ kind, isPlain }: HandedSecret, question: SecretQuestion): 'best' | 'else' | undefined {
  const fits = (isFit: boolean) => (isFit ? 'best' : undefined);
  if (question.kind === 'password') return fits(kind === 'password');
  if (question.kind === 'passphrase') return fits(kind === 'key');
  if (!asksForPassword(question)) return fits(kind === 'keyboard-interactive');
  if (kind === 'keyboard-interactive') return isPlain === true ? 'best' : 'else';
  return fits(kind === 'password');
}
