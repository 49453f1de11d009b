import { userInfo } from 'node:os';
import type { Leg } from '../../core/session/hops.ts';
import { accountOf } from '../../shared/account.ts';
import { type GatePlan, gatePlanOf } from '../../shared/gate-plan.ts';
import type { Observer } from '../../shared/timeline.ts';
import { mayUseLast } from '../questions/last-sequence.ts';
import type { Reporter } from '../reporter.ts';
import type { Runtime } from '../runtime.ts';
import type { Target } from './target.ts';

type LastChoice = Parameters<typeof mayUseLast>[0];
type Way = Pick<Target, 'profile' | 'hops' | 'ways' | 'questionsOf' | 'services'>;

/** The jump hosts before a target, the outermost first. */
export function hopLegs(
  { hops, ...target }: Way,
  order: LastChoice,
  runtime: Runtime,
  reporter: Reporter,
): readonly Leg[] {
  return hops.map((hop, index) => {
    const leg = targetLeg({ ...target, ...hop, hops: hops.slice(0, index) }, order, runtime, reporter);
    // The command ends with its session: it waits for no jump host's delay.
    return leg.plan.shutWhen === 'never' ? leg : { ...leg, plan: { ...leg.plan, shutWhen: 'last-session' } };
  });
}

/** Where the session is. */
export function targetLeg(
  { profile, ways, hops, questionsOf, services }: Way,
  order: LastChoice,
  { environment, interrupts }: Runtime,
  reporter: Reporter,
): Leg {
  const plan = gatePlanOf(
    profile,
    hops.map((hop) => hop.profile),
  );
  const account = accountOf(profile, userInfo().username);
  return {
    name: profile.name,
    plan,
    services,
    observer: beginningAttempt(plan, reporter),
    confirmLast: () => mayUseLast(order, profile.host, interrupts, reporter.say),
    login: {
      user: account.user,
      ways,
      agentSocket: environment['SSH_AUTH_SOCK'],
      questions: questionsOf(account),
      onBanner: (text) => reporter.quote(profile.host, text.trimEnd()),
      onWarning: (text) => reporter.say(`warning: ${text}`),
    },
  };
}

/** Tells the reporter of an attempt when the first thing happens in it: a gate further on has nothing to show before. */
function beginningAttempt(plan: GatePlan, reporter: Reporter): Observer {
  let hasBegun = false;
  return {
    noticed: (notice) => reporter.noticed(notice),
    happened(happening) {
      if (!hasBegun) reporter.begin(plan);
      hasBegun = true;
      reporter.happened(happening);
    },
  };
}
