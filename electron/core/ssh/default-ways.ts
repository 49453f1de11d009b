import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Authentication } from '../../shared/profile.ts';

/** The ways to log in where a profile names none: what ssh(1) would try, the agent and the usual keys first. */
export async function defaultWays(environment: NodeJS.ProcessEnv): Promise<readonly Authentication[]> {
  const ways: Authentication[] = (environment['SSH_AUTH_SOCK'] ?? '') === '' ? [] : [{ kind: 'agent' }];
  for (const path of usualKeyPaths()) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) ways.push({ kind: 'key', path });
  }
  return [...ways, { kind: 'keyboard-interactive' }, { kind: 'password' }];
}

/** The keys that are tried where a profile names no way to log in, whether they are there or not. */
export function usualKeyPaths(): readonly string[] {
  return ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => join(homedir(), '.ssh', name));
}
