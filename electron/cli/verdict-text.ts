import type { Diagnosis } from '../shared/diagnosis/diagnosis.ts';
import type { ServerEvidence } from '../shared/diagnosis/server-evidence.ts';

/** A diagnosis as a person reads it in a terminal: what was seen, its causes in order, and what to look for where. */
export function verdictText(diagnosis: Diagnosis, evidence: ServerEvidence | undefined): string {
  const { seen, causes } = diagnosis;
  const lines = [
    `  Seen: ${seen}`,
    '  Likely causes, the commonest first:',
    ...causes.flatMap(({ cause, tryThis }, index) => [`  ${index + 1}. ${cause}`, `     ${tryThis}`]),
    ...(evidence === undefined ? [] : evidenceLines(evidence)),
  ];
  return `${lines.join('\n')}\n`;
}

function evidenceLines({ logLines, readings, capture, captureReading }: ServerEvidence): readonly string[] {
  const log =
    logLines.length === 0
      ? []
      : [
          '  What knockd logs of an opening that works (journalctl -u knockd, or its LogFile):',
          ...logLines.map((line) => `    ${line}`),
          ...readings.map((reading) => `  ${reading}`),
        ];
  return [...log, '  To see on the server what arrives:', `    ${capture}`, `  ${captureReading}`];
}
