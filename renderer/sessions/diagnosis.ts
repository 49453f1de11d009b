import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { momentWords } from '../text/duration-words.ts';
import { failureMeanings, failureTitles } from '../text/failure-words.ts';

/** What went wrong, in three short paragraphs under a headline. */
export interface Diagnosis {
  readonly title: string;
  readonly seen: string;
  readonly means: string | undefined;
  readonly todo: string | undefined;
}

/** Diagnoses a session that never got its terminal. */
export function diagnose(session: Pick<SessionView, 'end' | 'timeline' | 'host'>): Diagnosis {
  const { end, timeline } = session;
  if (end?.kind === 'failed') {
    const { code, message, remedy } = end.failure;
    return { title: failureTitles[code], seen: message, means: failureMeanings[code], todo: remedy };
  }
  const knocks = timeline.filter((entry) => entry.event === 'sent' && entry.purpose === 'open').length;
  const wasOpen = timeline.some(({ event }) => event === 'open');
  const at = timeline.at(-1)?.atMs;
  return {
    title: 'Cancelled',
    seen: `You cancelled${at === undefined ? '' : ` after ${momentWords(at)}`}.`,
    means: knocks === 0 && !wasOpen ? 'No knock had left this computer.' : undefined,
    todo: undefined,
  };
}
