import { asFailure, isAboutClosing } from '../../../shared/failure.ts';
import type { AttemptHappening, Observer } from '../../../shared/timeline.ts';
import type { FailureView } from '../../../shared/views/session-view.ts';
import { followFacts } from '../../gate/reach/follow-facts.ts';
import type { Leg } from '../../session/hops.ts';
import type { GateOperation } from '../gates/gate-board.ts';
import { notShut } from '../gates/not-shut.ts';
import { createLoginQuestions } from '../prompts/login-questions.ts';
import type { Target } from '../target.ts';
import type { LiveSessionOptions } from './live-session.ts';
import { type SessionRecord, seenHappening } from './session-record.ts';

/** The gates on the way of one session, each with its place on the board and its own questions. */
export interface SessionLegs {
  legOf(target: Target): Leg;
  /** Nothing is asked any more, and the board shows what came of each gate. */
  over(): Promise<void>;
}

interface SessionLegsOptions extends LiveSessionOptions {
  readonly record: SessionRecord;
  /** Withdraws what is being asked. */
  readonly signal: AbortSignal;
  readonly onFailed: (failure: FailureView) => void;
}

export function createSessionLegs(options: SessionLegsOptions): SessionLegs {
  const { head, board, record, signal, desk, mayKeep, userName, agentSocket } = options;
  const endings: (() => Promise<void>)[] = [];

  const legOf = (target: Target): Leg => {
    const { services, plan, ways, profile, profileId, secrets } = target;
    let operation: GateOperation | undefined;
    // A gate further on has nothing to show before its turn comes.
    const begun = () => {
      operation ??= board.begin(profileId, 'session');
      return operation;
    };
    let follow: ((happening: AttemptHappening) => void) | undefined;
    const observer: Observer = {
      happened(happening) {
        record.happened(seenHappening(happening));
        begun().happened(happening);
        follow ??= followFacts(plan, (facts) => record.change({ facts }));
        follow(happening);
        if (happening.event === 'failed' && !isAboutClosing(happening.code)) options.onFailed(happening);
      },
      noticed(notice) {
        record.happened({ event: 'notice', notice });
        if (notice.kind === 'let-go') record.change({ ending: notice.ending });
        begun().noticed(notice);
      },
    };
    const asked = createLoginQuestions({
      desk,
      sessionId: head.id,
      secrets,
      mayKeep,
      signal,
      onAsking: (what) => record.happened({ event: 'asking', what }),
    });
    if (profileId === head.profileId && target.hops.length === 0) begun();
    let isTold = false;
    endings.push(async () => {
      void asked.over(false);
      if (!isTold) await operation?.finish();
    });
    return {
      name: profile.name,
      plan,
      services,
      observer,
      confirmLast: () => asked.confirmLast(plan.host),
      login: {
        user: profile.user ?? userName,
        ways,
        agentSocket,
        questions: asked.questions,
        onBanner: record.said,
        onWarning: record.warned,
        onRefused: asked.refused,
      },
      onLoggedIn: () => void asked.over(true).catch((thrown) => options.onUnkept(asFailure(thrown))),
      async over({ ending, hold, failure, endingFailure }) {
        isTold = true;
        if (hold !== undefined && ending !== undefined) options.onLetGo(profileId, hold, ending);
        await begun().finish(endingFailure === undefined ? { ending, failure } : { ending: notShut(endingFailure) });
      },
    };
  };

  return {
    legOf,
    over: async () => void (await Promise.all(endings.map((end) => end()))),
  };
}
