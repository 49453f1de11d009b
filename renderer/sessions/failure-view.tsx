import { Copy, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { practiceProfileId, type SessionView } from '../../electron/shared/views/session-view.ts';
import { editProfile } from '../profiles/profile-actions.ts';
import { ServerQuote } from '../prompts/server-quote.tsx';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { CauseList } from './cause-list.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import { diagnose } from './diagnosis.ts';
import { EvidenceView } from './evidence-view.tsx';
import { GateFate } from './gate-fate.tsx';
import { copyReport, restartSession } from './session-actions.ts';
import { TimelineDrawing } from './timeline-drawing.tsx';
import { timelineLines } from './timeline-words.ts';
import { WayIn } from './way-in.tsx';

/** A connect that came to nothing: what was seen, what it means, what to try, and how it went. */
export function FailureView({ session }: { readonly session: SessionView }) {
  const { title, seen, means, todo, causes, evidence } = diagnose(session);
  const hasEnded = session.state === 'ended';
  return (
    <WayIn
      session={session}
      title={title}
      action={
        <Button tone="primary" onClick={() => restartSession(session.id)} disabled={!hasEnded}>
          Try again
        </Button>
      }
      below={
        <div className="flex flex-col gap-3">
          <TimelineDrawing timeline={session.timeline} />
          {evidence !== undefined && (
            <Disclosure title="What the server should show">
              <EvidenceView evidence={evidence} />
            </Disclosure>
          )}
          <Disclosure title="Every step">
            <div className="text-muted">
              <ConnectSteps lines={timelineLines(session.timeline)} isMoving={false} />
            </div>
          </Disclosure>
        </div>
      }
    >
      <div data-selectable="" className="flex flex-col gap-3 select-text">
        <Paragraph label="Seen">{seen}</Paragraph>
        {means !== undefined && <Paragraph label="Means">{means}</Paragraph>}
        {todo !== undefined && <Paragraph label="Try">{todo}</Paragraph>}
        {causes.length > 0 && (
          <Paragraph label="Try">
            <CauseList causes={causes} />
          </Paragraph>
        )}
        <Paragraph label="Gate">
          <GateFate session={session} />
        </Paragraph>
      </div>
      {session.banner !== undefined && <ServerQuote host={session.host} texts={[session.banner]} />}
      <div className="-ml-2 flex gap-1">
        {session.profileId !== practiceProfileId && (
          <Button tone="ghost" icon={<Pencil className="size-3.5" />} onClick={() => editProfile(session.profileId)}>
            Edit
          </Button>
        )}
        <Button tone="ghost" icon={<Copy className="size-3.5" />} onClick={() => void copyReport(session)}>
          Copy report
        </Button>
      </div>
    </WayIn>
  );
}

function Paragraph({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[3.5rem_1fr] break-words">
      <span className="text-sm leading-5 text-faint">{label}</span>
      <div>{children}</div>
    </div>
  );
}
