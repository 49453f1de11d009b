import type { AttemptFacts } from '../../shared/diagnosis/attempt-facts.ts';
import { diagnoseAttempt } from '../../shared/diagnosis/diagnose-attempt.ts';
import type { Diagnosis } from '../../shared/diagnosis/diagnosis.ts';
import { type ServerEvidence, serverEvidence } from '../../shared/diagnosis/server-evidence.ts';
import type { GatePlan } from '../../shared/gate-plan.ts';
import type { AttemptHappening } from '../../shared/timeline.ts';
import type { TimelineEntry } from '../../shared/views/session-view.ts';
import { followFacts } from '../gate/reach/follow-facts.ts';
import { seenHappening } from '../gatehouse/sessions/session-record.ts';

/** Keeps what an attempt comes to, so that its failure can be explained. */
export interface AttemptWatch {
  /** An attempt at a gate begins; what was seen of an earlier one is forgotten. */
  begin(plan: GatePlan): void;
  happened(happening: AttemptHappening): void;
  /** The diagnosis of what has happened so far, where there is one, and what to look for on the server. */
  verdict(): { readonly diagnosis: Diagnosis; readonly evidence: ServerEvidence | undefined } | undefined;
}

export function createAttemptWatch(): AttemptWatch {
  let beganAt = performance.now();
  let timeline: TimelineEntry[] = [];
  let facts: AttemptFacts | undefined;
  let follow: ((happening: AttemptHappening) => void) | undefined;
  return {
    begin(plan) {
      beganAt = performance.now();
      timeline = [];
      follow = followFacts(plan, (known) => {
        facts = known;
      });
    },
    happened(happening) {
      timeline.push({ atMs: performance.now() - beganAt, ...seenHappening(happening) });
      follow?.(happening);
    },
    verdict() {
      const diagnosis = facts && diagnoseAttempt(timeline, facts);
      if (facts === undefined || diagnosis === undefined) return undefined;
      return { diagnosis, evidence: serverEvidence(diagnosis, timeline, facts) };
    },
  };
}
