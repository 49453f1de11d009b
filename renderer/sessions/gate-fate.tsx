import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { Spinner } from '../ui/spinner.tsx';
import { endingWordsNow } from './ending-words.ts';

/** What becomes of a session's gate: being shut, or how that ended and what to do about it. */
export function GateFate({ session: { profileId, state, ending } }: { readonly session: SessionView }) {
  const gate = useDesk((desk) => desk.gates[profileId]?.state);
  if (state !== 'ended') {
    return (
      <span role="status" className="inline-flex items-center gap-2 align-bottom text-muted">
        <Spinner />
        Shutting the gate
      </span>
    );
  }
  if (ending === undefined) return <span className="text-muted">Nothing was seen to open.</span>;
  const { text, tone, remedy } = endingWordsNow(ending, gate);
  const look = { shut: 'text-muted', open: 'text-open-ink', stuck: 'text-stuck' }[tone];
  return (
    <span>
      <span className={look}>{text}</span>
      {remedy !== undefined && <span className="text-muted"> {remedy}</span>}
    </span>
  );
}
