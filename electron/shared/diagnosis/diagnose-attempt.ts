import type { TimelineEntry } from '../views/session-view.ts';
import type { AttemptFacts } from './attempt-facts.ts';
import { causeOf } from './causes.ts';
import { classify } from './classify.ts';
import type { Diagnosis } from './diagnosis.ts';
import { likelyCauses } from './likely-causes.ts';
import { observe } from './observation.ts';
import { seenSentence } from './seen-sentence.ts';

/**
 * Diagnoses an attempt (rule 11 of the gate) from what was sent and seen. Of an attempt that worked only `open-before`
 * can come; undefined where there is nothing to say beyond what the failure itself says.
 */
export function diagnoseAttempt(timeline: readonly TimelineEntry[], facts: AttemptFacts): Diagnosis | undefined {
  const seen = observe(lastLeg(timeline));
  const observed = classify(seen, facts);
  if (observed === undefined) return undefined;
  const context = { facts, seen };
  return {
    observed,
    seen: seenSentence(observed, seen, facts),
    causes: likelyCauses(observed, context).map((id) => causeOf(id, context)),
  };
}

/** Of a way by jump hosts what happened at the gate where it ended: what came before it went well. */
function lastLeg(timeline: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const begins = timeline.findLastIndex((entry) => entry.event === 'leg' && entry.doing === 'opening');
  return timeline.slice(Math.max(begins, 0));
}
