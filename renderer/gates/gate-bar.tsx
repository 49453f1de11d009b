import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { useNow } from '../app/use-now.ts';
import { SequencesLeft } from '../profiles/sequences-left.tsx';
import { gateSentences } from '../text/gate-words.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { closeGate } from './gate-actions.ts';
import { GateGlyph } from './gate-glyph.tsx';
import { needsGateBar } from './needs-gate-bar.ts';
import { OpenBefore } from './open-before.tsx';
import { policyOf } from './policy-of.ts';

/** The line under a session: how its gate stands, who holds it, when it shuts, and a way to shut it now. */
export function GateBar({ session }: { readonly session: SessionView }) {
  const { profileId, state: sessionState } = session;
  const gate = useDesk((desk) => desk.gates[profileId]);
  const profile = useDesk((desk) => desk.profiles.find(({ id }) => id === profileId));
  const isOpen = gate?.state === 'open';
  // A countdown that is redrawn each second may show one more than is left.
  const nowMs = useNow(gate?.shuts === undefined ? 1000 : 250, isOpen);
  if (gate === undefined || !needsGateBar(sessionState, gate.state)) return undefined;
  // What the server alone shuts no knock of ours does.
  const canShut = profile === undefined || profile.closing !== undefined || gate.shuts === undefined;
  const isStuck = gate.state === 'failed' || gate.state === 'unknown';
  // A session that is over has just said the same.
  const message = sessionState === 'live' ? gate.message : undefined;
  const [state, ...rest] = gateSentences({ ...gate, message }, nowMs, policyOf(profile));
  return (
    <section
      aria-label="Gate"
      className={classNames(
        'flex h-8 shrink-0 items-center gap-2 border-t pr-1.5 pl-3 text-sm',
        isOpen ? 'border-open-line bg-open-soft' : isStuck ? 'border-stuck-line bg-stuck-soft' : 'border-line',
      )}
    >
      <GateGlyph profileId={profileId} size={16} />
      <span
        className={classNames('shrink-0 font-medium', isOpen ? 'text-open-ink' : isStuck ? 'text-stuck' : 'text-muted')}
      >
        {state}
      </span>
      {rest.map((sentence) => (
        <span key={sentence} className="flex min-w-0 gap-2 text-muted before:text-faint before:content-['·']">
          <span className="truncate" title={sentence}>
            {sentence}
          </span>
        </span>
      ))}
      <SequencesLeft profile={profile} />
      <WayInWords profileId={profileId} />
      <span className="flex-1" />
      {gate.isFound && <OpenBefore session={session} />}
      {(isOpen || gate.state === 'unknown') && !gate.isFound && canShut && (
        <Button size="small" tone={isStuck ? 'quiet' : 'ghost'} onClick={() => closeGate(profileId)}>
          {isStuck || gate.message !== undefined ? 'Shut again' : 'Shut now'}
        </Button>
      )}
    </section>
  );
}

/** By way of whom the gate is reached, and how the gate there stands. */
function WayInWords({ profileId }: { readonly profileId: string }) {
  const profiles = useDesk((desk) => desk.profiles);
  const via = profiles.find(({ id }) => id === profileId)?.via;
  const wayIn = profiles.find(({ id }) => id === via);
  if (wayIn === undefined) return undefined;
  return (
    <span className="flex min-w-0 items-center gap-2 text-muted before:text-faint before:content-['·']">
      <span className="truncate">by way of {wayIn.name}</span>
      <GateGlyph profileId={wayIn.id} size={14} />
    </span>
  );
}
