import { Failure } from '../../../shared/failure.ts';
import type { Questions } from '../../../shared/question.ts';
import type { Leg } from '../../session/hops.ts';
import type { GateBoard, GateOperation } from '../gates/gate-board.ts';
import { secretThatMayAnswer } from '../prompts/login-secrets.ts';
import type { Target } from '../target.ts';

export interface QuietLegOptions {
  readonly board: GateBoard;
  readonly userName: string;
  readonly agentSocket: string | undefined;
}

/** A jump host that is passed without a tab: keys, agents and kept secrets answer, and nobody is asked. */
export function quietLeg(target: Target, { board, userName, agentSocket }: QuietLegOptions): Leg {
  const { profile, profileId, plan, services, ways } = target;
  let operation: GateOperation | undefined;
  const begun = () => {
    operation ??= board.begin(profileId, 'session');
    return operation;
  };
  return {
    name: profile.name,
    plan,
    services,
    observer: {
      happened: (happening) => begun().happened(happening),
      noticed: (notice) => begun().noticed(notice),
    },
    login: {
      user: profile.user ?? userName,
      ways,
      agentSocket,
      questions: answersOf(target),
      onBanner: () => undefined,
      onWarning: () => undefined,
    },
    over: ({ ending, failure }) => begun().finish({ ending, failure }),
  };
}

function answersOf({ profile: { name }, secrets }: Target): Questions {
  const unanswered = (what: string) =>
    new Failure('way-in-needed', `${name} asks ${what}, and without a session there is nobody to ask.`, {
      remedy: 'Connect, and end the session: that shuts every gate on its way.',
    });
  return {
    async secret(question) {
      const place = secretThatMayAnswer(question);
      const kept = place === undefined ? undefined : await secrets.kept(place);
      if (kept === undefined) throw unanswered(question.kind === 'passphrase' ? 'for a passphrase' : 'for an answer');
      return kept;
    },
    acceptHostKey: () => Promise.reject(unanswered('whether its host key is the right one')),
  };
}
