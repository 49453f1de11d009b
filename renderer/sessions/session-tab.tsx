import { Bell, MessageCircleQuestion, X } from 'lucide-react';
import { memo } from 'react';
import type { SessionView } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { GateGlyph } from '../gates/gate-glyph.tsx';
import { useBells } from '../terminal/bells.ts';
import { classNames } from '../ui/class-names.ts';
import { closeTab, showSession } from './session-actions.ts';
import { panelId, tabId } from './tab-ids.ts';

export interface SessionTabProps {
  readonly session: SessionView;
  readonly isSelected: boolean;
  /** Among the tabs of its profile, from the second on. */
  readonly ordinal: number | undefined;
}

const stateWords: Readonly<Record<SessionView['state'], string | undefined>> = {
  opening: 'connecting',
  live: undefined,
  ending: 'ending',
  ended: 'ended',
};

/** A tab: the gate's glyph, the name, and what it wants of the person. */
export const SessionTab = memo(function SessionTab({ session, isSelected, ordinal }: SessionTabProps) {
  const { id, profileId, name, state } = session;
  const isAsking = useDesk((desk) => desk.prompts.some(({ sessionId }) => sessionId === id));
  const hasRung = useBells(({ rung }) => rung.has(id));
  const isDue = session.reconnectAtMs !== undefined;
  const words = isDue ? 'reconnecting' : stateWords[state];
  const title = ordinal === undefined ? name : `${name} (${ordinal})`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the strip around it has the keys
    <div
      id={tabId(id)}
      role="tab"
      tabIndex={isSelected ? 0 : -1}
      aria-selected={isSelected}
      aria-controls={isSelected ? panelId(id) : undefined}
      aria-keyshortcuts="Delete"
      title={title}
      onClick={() => {
        showSession(id);
      }}
      onAuxClick={(event) => {
        if (event.button === 1) closeTab(session);
      }}
      onMouseDown={(event) => {
        // The focus goes to the pane. The middle button would begin to scroll, and on Linux paste.
        event.preventDefault();
      }}
      className={classNames(
        'group/tab relative flex scroll-mx-6 h-7 max-w-52 items-center gap-2 rounded-md pr-1 pl-2.5 outline-offset-[-2px] transition-[background-color] duration-120',
        // What stands beside the name must leave something of it.
        state === 'ended' || ordinal !== undefined ? 'min-w-44' : 'min-w-34',
        isSelected ? 'bg-selected text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      <GateGlyph profileId={profileId} />
      <span className={classNames('flex min-w-0 flex-1 gap-1', state === 'ended' && 'text-faint')}>
        <span className="truncate">{name}</span>
        {ordinal !== undefined && <span>({ordinal})</span>}
      </span>
      {words !== undefined && (
        <span className={state === 'ended' ? 'shrink-0 text-xs text-faint' : 'sr-only'}>{words}</span>
      )}
      {isAsking && <MessageCircleQuestion role="img" aria-label="asks" className="size-3.5 shrink-0 text-accent" />}
      {hasRung && !isSelected && <Bell role="img" aria-label="bell" className="size-3 shrink-0 text-muted" />}
      <span
        // A button within a tab is none to a screen reader: the Delete key is its way.
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          closeTab(session);
        }}
        className={classNames(
          'flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-line-strong hover:text-ink',
          !isSelected && 'opacity-0 group-hover/tab:opacity-100',
        )}
      >
        <X className="size-3.5" />
      </span>
    </div>
  );
});
