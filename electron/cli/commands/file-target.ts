import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { cancellable } from '../../core/cancel.ts';
import { pathInProfile } from '../../core/profiles/profile-file.ts';
import { type ProfileOnWay, readWay } from '../../core/profiles/profile-way.ts';
import { type LoginWay, waysOf } from '../../core/ssh/default-ways.ts';
import { accountOf } from '../../shared/account.ts';
import type { Profile } from '../../shared/profile.ts';
import type { ConnectOrder } from '../command-line.ts';
import { readProfileArgument } from '../profile-argument.ts';
import { createHandedSecrets, type HandedSecrets, plainKindOf } from '../questions/handed-secrets.ts';
import { createQuestions } from '../questions/questions.ts';
import { openSecretsDescriptor } from '../questions/secrets-descriptor.ts';
import type { Reporter } from '../reporter.ts';
import type { Runtime } from '../runtime.ts';
import type { HopTarget, Target } from './target.ts';

/** For commands that are told no answers: a jump host's login asks at the terminal. */
export const withoutAnswers = { secretsFd: undefined, acceptNew: false, identity: undefined };

type FileOrder = Pick<ConnectOrder, 'secretsFd' | 'acceptNew' | 'identity'> & { readonly path: string };

/**
 * A profile file as a target, with what the command line adds to it. A signal ends it, whatever drive the files are on.
 * @throws Failure `profile-unreadable`, `profile-invalid`, `profile-newer`, `usage`, `cancelled`
 */
export function fileTarget(order: FileOrder, runtime: Runtime, reporter: Reporter): Promise<Target> {
  return cancellable(readTarget(order, runtime, reporter), runtime.interrupts.cancel);
}

async function readTarget(
  order: FileOrder,
  { services, environment, interrupts }: Runtime,
  reporter: Reporter,
): Promise<Target> {
  const { path } = order;
  const warn = (text: string) => reporter.say(text);
  const profile = await readProfileArgument(path, warn);
  const hops = await readWay({ path, profile }, (hopPath) => readProfileArgument(hopPath, warn));
  const handed = handedSecrets(order, profile, hops);
  const inPlace = await waysInPlace({ path, profile }, environment);
  const identity: LoginWay[] = order.identity === undefined ? [] : [{ kind: 'key', path: resolve(order.identity) }];
  return {
    profile,
    hops: await Promise.all(hops.map((hop) => hopTarget(hop, environment))),
    ways: [...identity, ...inPlace],
    questionsOf: (account) =>
      createQuestions({
        handed,
        account,
        acceptNew: order.acceptNew,
        environment,
        interrupts,
        say: (text) => reporter.say(text),
      }),
    services,
    stop: () => Promise.resolve(),
  };
}

function handedSecrets(
  { secretsFd, identity }: FileOrder,
  profile: Profile,
  hops: readonly ProfileOnWay[],
): HandedSecrets | undefined {
  if (secretsFd === undefined) return undefined;
  const userName = userInfo().username;
  return createHandedSecrets({
    nextLine: openSecretsDescriptor(secretsFd),
    accounts: [...hops.map((hop) => hop.profile), profile].map((each) => accountOf(each, userName)),
    plainKind: hops.length > 0 || identity !== undefined ? undefined : plainKindOf(profile),
  });
}

async function hopTarget(hop: ProfileOnWay, environment: NodeJS.ProcessEnv): Promise<HopTarget> {
  return { profile: hop.profile, ways: await waysInPlace(hop, environment) };
}

async function waysInPlace(
  { path, profile }: ProfileOnWay,
  environment: NodeJS.ProcessEnv,
): Promise<readonly LoginWay[]> {
  const ways = await waysOf(profile, environment);
  return ways.map((way) => (way.kind === 'key' ? { ...way, path: pathInProfile(way.path, path) } : way));
}
