import { practiceProfileId, type SessionView } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { ServerQuote } from '../prompts/server-quote.tsx';
import { Button } from '../ui/button.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import { endSession } from './session-actions.ts';
import { presentLines, presentWords } from './timeline-words.ts';
import { useShownSteps } from './use-shown-steps.ts';
import { WayIn } from './way-in.tsx';

/** A connect on its way, as it happens. Nothing here is waited for: it is gone with the first word of the server. */
export function ConnectView({ session }: { readonly session: SessionView }) {
  const { steps, toggle } = useShownSteps(session.profileId);
  const cancel = () => endSession(session.id);
  // Of a list only the core knows which of its sequences this attempt has used.
  const isList = useDesk(({ profiles }) => profiles.find(({ id }) => id === session.profileId)?.oneTime !== undefined);
  const hasKnocked = session.timeline.some(({ event }) => event === 'sent');
  return (
    <WayIn
      session={session}
      title={`Connecting to ${session.name}`}
      action={<Button onClick={cancel}>Cancel</Button>}
      onEscape={cancel}
    >
      <ConnectSteps lines={presentLines(session.timeline, steps)} isMoving />
      <p role="status" className="sr-only">
        {presentWords(session)}
      </p>
      {hasKnocked && !isList && session.profileId !== practiceProfileId && (
        <Button
          tone="ghost"
          size="small"
          className="-ml-2 self-start"
          onClick={toggle}
          aria-pressed={steps !== undefined}
        >
          {steps === undefined ? 'Show ports' : 'Hide ports'}
        </Button>
      )}
      <Warnings warnings={session.warnings} />
      {session.banner !== undefined && <ServerQuote host={session.host} texts={[session.banner]} />}
    </WayIn>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <p key={warning} className="text-muted">
      {warning}
    </p>
  ));
}
