import './sessions.css';
import { useEffect } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { PromptSheet } from '../prompts/prompt-sheet.tsx';
import { quietBell } from '../terminal/bells.ts';
import { usePaneQuestions } from '../terminal/pane-questions.ts';
import { TerminalView } from '../terminal/terminal-view.tsx';
import { ConnectView } from './connect-view.tsx';
import { EndedBar } from './ended-bar.tsx';
import { FailureView } from './failure-view.tsx';
import { isHostKeyAlarm } from './host-key-alarm.ts';
import { HostKeyAlarmView } from './host-key-alarm-view.tsx';
import { PaneQuestionSheet } from './pane-question-sheet.tsx';
import { isReconnecting, ReconnectBar } from './reconnect-bar.tsx';
import { paneShape } from './session-shape.ts';
import { panelId, tabId } from './tab-ids.ts';

/** What lies under the tab in front: the way in, the terminal, or how it ended; and over it what is asked. */
export function SessionPane({ session }: { readonly session: SessionView }) {
  const { id, state } = session;
  const shape = paneShape(session);
  const prompt = useDesk((desk) => desk.prompts.find(({ sessionId }) => sessionId === id));
  const question = usePaneQuestions((questions) => questions[id]);

  useEffect(() => {
    quietBell(id);
    const onFocus = () => quietBell(id);
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [id]);

  return (
    <div
      key={id}
      id={panelId(id)}
      role="tabpanel"
      aria-labelledby={tabId(id)}
      className="relative flex min-h-0 flex-1 flex-col overflow-hidden"
    >
      <TerminalView
        session={session}
        isInSight={shape === 'terminal'}
        isAsked={prompt !== undefined || question !== undefined}
      />
      {shape === 'connecting' && <ConnectView session={session} />}
      {shape === 'diagnosis' && <Diagnosis session={session} />}
      {shape === 'terminal' && state !== 'live' && <OverBar session={session} />}
      {prompt !== undefined && <PromptSheet session={session} prompt={prompt} />}
      {prompt === undefined && question !== undefined && <PaneQuestionSheet session={session} question={question} />}
    </div>
  );
}

function OverBar({ session }: { readonly session: SessionView }) {
  return isReconnecting(session) ? <ReconnectBar session={session} /> : <EndedBar session={session} />;
}

function Diagnosis({ session }: { readonly session: SessionView }) {
  const { end } = session;
  if (end?.kind === 'failed' && isHostKeyAlarm(end.failure)) {
    return <HostKeyAlarmView session={session} failure={end.failure} />;
  }
  return <FailureView session={session} />;
}
