import type { Cause } from '../../electron/shared/diagnosis/causes.ts';
import type { ServerEvidence } from '../../electron/shared/diagnosis/server-evidence.ts';
import type { GateEnding } from '../../electron/shared/timeline.ts';
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
  const { title, seen, means, todo, causes, evidence } = diagnose(session);
  const lines = timelineLines(session.timeline).map(({ atMs, words }) => `${momentWords(atMs).padStart(9)}  ${words}`);
  const paragraphs = [
    `${title}: ${session.name} (${session.user}@${session.host})`,
    `Portcullis ${app.version}, ${app.platform}, ${new Date(session.startedAtMs).toISOString()}`,
    `Seen: ${seen}`,
    ...(means === undefined ? [] : [`Means: ${means}`]),
    ...(todo === undefined ? [] : [`Try: ${todo}`]),
    ...(causes.length === 0 ? [] : [causesText(causes)]),
    ...(evidence === undefined ? [] : evidenceTexts(evidence)),
    ['Timeline, from the click:', ...lines].join('\n'),
    ...(session.ending === undefined ? [] : [`Gate: ${fateWords(session.ending)}`]),
    ...(session.warnings.length === 0
      ? []
      : [['Warnings:', ...session.warnings.map((text) => `  ${text}`)].join('\n')]),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function causesText(causes: readonly Cause[]): string {
  const lines = causes.flatMap(({ cause, tryThis }, index) => [`${index + 1}. ${cause}`, `   Try: ${tryThis}`]);
  return ['Likely causes, the commonest first:', ...lines].join('\n');
}

function evidenceTexts({ logLines, readings, capture, captureReading }: ServerEvidence): readonly string[] {
  const log = [
    'What knockd logs of an opening that works (journalctl -u knockd, or its LogFile):',
    ...logLines.map((line) => `  ${line}`),
    ...readings.map((reading) => `- ${reading}`),
  ];
  return [
    ...(logLines.length === 0 ? [] : [log.join('\n')]),
    ['To see on the server what arrives:', `  ${capture}`, captureReading].join('\n'),
  ];
}

/** A report names the causes too. */
function fateWords(ending: GateEnding): string {
  return ending.kind === 'open' ? ending.message : endingWords(ending).text;
}
