import type { SessionView } from '../../electron/shared/views/session-view.ts';
import type { AppView } from '../../electron/shared/views/snapshot.ts';
import { momentWords } from '../text/duration-words.ts';
import { diagnose } from './diagnosis.ts';
import { endingWords } from './ending-words.ts';
import { timelineLines } from './timeline-words.ts';

/**
 * A failed connect as text, to be sent to whoever can help: what was seen and when. It holds no password and none of the
 * sequence's ports, whatever is shown on the screen.
 */
export function reportText(session: SessionView, app: AppView): string {
  const { title, seen, means, todo } = diagnose(session);
  const lines = timelineLines(session.timeline).map(({ atMs, words }) => `${momentWords(atMs).padStart(9)}  ${words}`);
  const paragraphs = [
    `${title}: ${session.name} (${session.user}@${session.host})`,
    `Portcullis ${app.version}, ${app.platform}, ${new Date(session.startedAtMs).toISOString()}`,
    `Seen: ${seen}`,
    ...(means === undefined ? [] : [`Means: ${means}`]),
    ...(todo === undefined ? [] : [`Try: ${todo}`]),
    ['Timeline, from the click:', ...lines].join('\n'),
    ...(session.ending === undefined ? [] : [`Gate: ${endingWords(session.ending).text}`]),
    ...(session.warnings.length === 0
      ? []
      : [['Warnings:', ...session.warnings.map((text) => `  ${text}`)].join('\n')]),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}
