import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Authentication, Profile } from '../../shared/profile.ts';

/** A way to log in. */
export type LoginWay = Authentication & {
  /** Nobody has named it: it is tried because it is there. */
  readonly isUsual?: boolean;
};

/**
 * The ways to log in of a profile, in the order in which they are tried: a key that is named before all others, as it is asked for
 * nothing; where none is named what ssh(1) would try, the agent and the usual keys first.
 */
export async function waysOf(
  { auth }: Pick<Profile, 'auth'>,
  environment: NodeJS.ProcessEnv,
): Promise<readonly LoginWay[]> {
  if (auth === undefined) return await defaultWays(environment);
  const named = [auth].flat();
  return [...named.filter(({ kind }) => kind === 'key'), ...named.filter(({ kind }) => kind !== 'key')];
}

async function defaultWays(environment: NodeJS.ProcessEnv): Promise<readonly LoginWay[]> {
  const ways: Authentication[] = (environment['SSH_AUTH_SOCK'] ?? '') === '' ? [] : [{ kind: 'agent' }];
  for (const path of usualKeyPaths()) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) ways.push({ kind: 'key', path });
  }
  ways.push({ kind: 'keyboard-interactive' }, { kind: 'password' });
  return ways.map((way) => ({ ...way, isUsual: true }));
}

/** The keys that are tried where a profile names no way to log in, whether they are there or not. */
export function usualKeyPaths(): readonly string[] {
  return ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => join(homedir(), '.ssh', name));
}
