import { useEffect, useRef } from 'react';
import type { FailureView, SessionView } from '../../electron/shared/views/session-view.ts';
import { Fingerprint } from '../prompts/fingerprint.tsx';
import { failureMeanings } from '../text/failure-words.ts';
import { placeWords } from '../text/place-words.ts';
import { Button } from '../ui/button.tsx';
import { GateMark } from '../ui/gate-mark.tsx';
import { GateFate } from './gate-fate.tsx';
import { hostKeyAlarm, type NamedKey } from './host-key-alarm.ts';
import { isPaneFocused } from './pane-focus.ts';
import { closeTab, copyReport } from './session-actions.ts';

export interface HostKeyAlarmViewProps {
  readonly session: SessionView;
  readonly failure: FailureView;
}

/**
 * The one full stop of the app: the server is not the one that is known. There is no way around it here; whoever knows
 * that the change is meant takes the old key out of the file that is named.
 */
export function HostKeyAlarmView({ session, failure }: HostKeyAlarmViewProps) {
  const view = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isPaneFocused()) view.current?.focus();
  }, []);
  const isRevoked = failure.code === 'host-key-revoked';
  const { offered, known } = hostKeyAlarm(failure);
  return (
    <section
      ref={view}
      tabIndex={-1}
      data-pane-focus=""
      aria-labelledby="host-key-alarm"
      className="absolute inset-0 overflow-y-auto border-t-4 border-stuck bg-stuck-soft outline-none"
    >
      <div className="mx-auto flex max-w-160 flex-col gap-5 px-8 pt-[clamp(1.5rem,7vh,6rem)] pb-8">
        <header className="flex items-center gap-5">
          <GateMark state="stuck" size={64} label="" />
          <div className="flex min-w-0 flex-col" role="alert">
            <h1 id="host-key-alarm" className="text-xl font-semibold">
              {isRevoked ? 'Stop: this key is revoked' : 'Stop: this is not the server you know'}
            </h1>
            <p className="truncate font-mono text-sm text-muted">{placeWords(session)}</p>
          </div>
        </header>
        <p className="max-w-120">{failureMeanings[failure.code]}</p>
        <dl className="grid grid-cols-[5.5rem_1fr] gap-y-2 rounded-lg bg-raised p-4 shadow-float">
          {offered !== undefined && <KeyLine label={isRevoked ? 'Revoked' : 'Offered now'} namedKey={offered} />}
          {known.map((key) => (
            <KeyLine key={key.fingerprint} label="Known" namedKey={key} />
          ))}
        </dl>
        {offered === undefined && <p data-selectable="">{failure.message}</p>}
        <p className="max-w-120">{failure.remedy}</p>
        <GateFate session={session} />
        <div className="flex gap-2">
          <Button tone="primary" onClick={() => closeTab(session)}>
            Close tab
          </Button>
          <Button onClick={() => void copyReport(session)}>Copy report</Button>
        </div>
      </div>
    </section>
  );
}

function KeyLine({ label, namedKey }: { readonly label: string; readonly namedKey: NamedKey }) {
  return (
    <>
      <dt className="text-sm leading-6 text-faint">
        {label}
        {namedKey.kind !== undefined && <span className="block text-xs">{namedKey.kind}</span>}
      </dt>
      <dd>
        <Fingerprint fingerprint={namedKey.fingerprint} />
        {namedKey.place !== undefined && (
          <span data-selectable="" className="block font-mono text-xs break-all text-faint">
            {namedKey.place}
          </span>
        )}
      </dd>
    </>
  );
}
