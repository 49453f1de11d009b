import { resolve } from 'node:path';
import { pathInProfile } from '../../core/profiles/profile-file.ts';
import { defaultWays } from '../../core/ssh/default-ways.ts';
import type { Authentication } from '../../shared/profile.ts';
import type { ConnectOrder } from '../command-line.ts';
import { readProfileArgument } from '../profile-argument.ts';
import { createQuestions } from '../questions/questions.ts';
import type { Reporter } from '../reporter.ts';
import type { Runtime } from '../runtime.ts';
import type { Target } from './target.ts';

/**
 * A profile file as a target, with what the command line adds to it.
 * @throws Failure `profile-unreadable`, `profile-invalid`, `profile-newer`, `usage`
 */
export async function fileTarget(
  order: ConnectOrder,
  path: string,
  { services, environment, interrupts }: Runtime,
  reporter: Reporter,
): Promise<Target> {
  const profile = await readProfileArgument(path, (text) => reporter.say(text));
  const questions = createQuestions({
    secretsFd: order.secretsFd,
    acceptNew: order.acceptNew,
    environment,
    interrupts,
    say: (text) => reporter.say(text),
  });
  const named = profile.auth === undefined ? await defaultWays(environment) : [profile.auth].flat();
  const inPlace = named.map((way) => (way.kind === 'key' ? { ...way, path: pathInProfile(way.path, path) } : way));
  const identity: Authentication[] =
    order.identity === undefined ? [] : [{ kind: 'key', path: resolve(order.identity) }];
  return { profile, ways: [...identity, ...inPlace], questions, services, stop: () => Promise.resolve() };
}
