import type { Authentication } from '../../electron/shared/profile.ts';

/** The ways to log in, by name. */
export const wayNames: Readonly<Record<Authentication['kind'], string>> = {
  agent: 'SSH agent',
  key: 'Key file',
  password: 'Password',
  'keyboard-interactive': 'Questions of the server',
};

/** What is tried where a profile names no way. */
export const usualWays = 'The agent, then your usual keys, then asking';

/** The ways of a profile in one line. */
export function waysWords(kinds: readonly Authentication['kind'][]): string {
  return kinds.length === 0 ? usualWays : kinds.map((kind) => wayNames[kind]).join(', then ');
}
