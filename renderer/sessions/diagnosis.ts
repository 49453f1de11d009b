import type { Cause } from '../../electron/shared/diagnosis/causes.ts';
import { diagnoseAttempt } from '../../electron/shared/diagnosis/diagnose-attempt.ts';
import { type ServerEvidence, serverEvidence } from '../../electron/shared/diagnosis/server-evidence.ts';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { momentWords } from '../text/duration-words.ts';
import { failureMeanings, failureTitles } from '../text/failure-words.ts';
import { observedMeanings } from '../text/observed-words.ts';

/** What went wrong, in three short paragraphs under a headline. */
export interface Diagnosis {
  readonly title: string;
  readonly seen: string;
  readonly means: string | undefined;
  /** What to do where there is no doubt about the cause. */
  readonly todo: string | undefined;
  /** What may be wrong otherwise, the commonest first. */
  readonly causes: readonly Cause[];
  /** What to look for on the server. */
  readonly evidence: ServerEvidence | undefined;
}

/** Diagnoses a session that never got its terminal. */
export function diagnose(session: Pick<SessionView, 'end' | 'timeline' | 'facts'>): Diagnosis {
  const { end, timeline, facts } = session;
  if (end?.kind === 'failed') {
    const { code, message, remedy } = end.failure;
    const told = { title: failureTitles[code], seen: message, means: failureMeanings[code], todo: remedy };
    const attempt = facts && diagnoseAttempt(timeline, facts);
    if (facts === undefined || attempt === undefined) return { ...told, causes: [], evidence: undefined };
    const { observed, seen, causes } = attempt;
    return {
      title: failureTitles[code],
      seen,
      means: observedMeanings[observed],
      todo: undefined,
      causes,
      evidence: serverEvidence(attempt, timeline, facts),
    };
  }
  const knocks = timeline.filter((entry) => entry.event === 'sent' && entry.purpose === 'open').length;
  const wasOpen = timeline.some(({ event }) => event === 'open');
  const at = timeline.at(-1)?.atMs;
  return {
    title: 'Cancelled',
    seen: `You cancelled${at === undefined ? '' : ` after ${momentWords(at)}`}.`,
    means: knocks === 0 && !wasOpen ? 'No knock had left this computer.' : undefined,
    todo: undefined,
    causes: [],
    evidence: undefined,
  };
}
