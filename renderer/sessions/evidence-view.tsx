import type { ServerEvidence } from '../../electron/shared/diagnosis/server-evidence.ts';

/** What to look for on the server, and how to read it. */
export function EvidenceView({ evidence }: { readonly evidence: ServerEvidence }) {
  const { logLines, readings, capture, captureReading } = evidence;
  return (
    <div data-selectable="" className="flex flex-col gap-2 select-text">
      {logLines.length > 0 && (
        <>
          <p>The log of knockd (journalctl -u knockd, or its LogFile), of an opening that works:</p>
          <Lines lines={logLines} />
          <ul className="flex flex-col gap-1 text-muted">
            {readings.map((reading) => (
              <li key={reading}>{reading}</li>
            ))}
          </ul>
        </>
      )}
      <p>What arrives, as root sees it on the server:</p>
      <Lines lines={[capture]} />
      <p className="text-muted">{captureReading}</p>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <pre className="rounded-lg bg-sunken px-3 py-2 text-sm break-words whitespace-pre-wrap">{lines.join('\n')}</pre>
  );
}
