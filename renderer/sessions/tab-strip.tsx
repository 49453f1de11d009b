import { Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { practiceProfileId } from '../../electron/shared/views/session-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { openSheet } from '../app/sheet-store.ts';
import { GateGlyph } from '../gates/gate-glyph.tsx';
import { practiceName } from '../text/practice-words.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import type { MenuItem } from '../ui/menu-item.ts';
import { windowShortcut } from '../ui/platform.ts';
import { closeTab, startSession } from './session-actions.ts';
import { SessionTab } from './session-tab.tsx';
import { tabId } from './tab-ids.ts';
import { tabAfter } from './tab-keys.ts';
import { tabOrdinals } from './tab-ordinals.ts';

/** What keys do while a tab has the focus. */
const stripKeys: Readonly<Record<string, Parameters<typeof tabAfter>[0]>> = {
  ArrowLeft: { kind: 'previous' },
  ArrowRight: { kind: 'next' },
  Home: { kind: 'select', place: 0 },
  End: { kind: 'select', place: 'last' },
};

/** The tabs, one for each session, and the way to another. */
export function TabStrip() {
  const sessions = useDesk((desk) => desk.sessions);
  const selectedId = useDesk((desk) => desk.selectedSessionId);
  const strip = useRef<HTMLDivElement>(null);
  const ordinals = tabOrdinals(sessions);

  useEffect(() => {
    const tab = selectedId === undefined ? null : document.getElementById(tabId(selectedId));
    if (tab === null || strip.current === null) return;
    // Its place, or its own width with what it says, may change later.
    const observer = new ResizeObserver(() => tab.scrollIntoView({ inline: 'nearest', block: 'nearest' }));
    observer.observe(strip.current);
    observer.observe(tab);
    return () => observer.disconnect();
  }, [selectedId]);
  useEffect(() => {
    const element = strip.current;
    // React listens to the wheel passively: it could not keep the page's own scrolling back.
    const onWheel = (event: WheelEvent) => {
      if (element === null || event.deltaX !== 0) return;
      event.preventDefault();
      element.scrollLeft += event.deltaY;
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = stripKeys[event.key];
    const ids = sessions.map(({ id }) => id);
    const next = action === undefined ? undefined : tabAfter(action, ids, selectedId);
    if (next !== undefined) {
      event.preventDefault();
      useDesk.getState().selectSession(next);
      document.getElementById(tabId(next))?.focus();
    }
    const selected = sessions.find(({ id }) => id === selectedId);
    if (event.key === 'Delete' && selected !== undefined) closeTab(selected);
  };

  return (
    <div className="flex h-10 min-w-0 items-center gap-1 px-2">
      <div
        ref={strip}
        role="tablist"
        aria-label="Sessions"
        onKeyDown={onKeyDown}
        className="tab-strip flex min-w-0 items-center gap-1 overflow-x-auto py-1"
      >
        {sessions.map((session) => (
          <SessionTab
            key={session.id}
            session={session}
            isSelected={session.id === selectedId}
            ordinal={ordinals.get(session.id)}
          />
        ))}
      </div>
      <NewTab />
    </div>
  );
}

/** More than this is a list to search in, and there is one at the left. */
const mostInMenu = 12;

function NewTab() {
  const profiles = useDesk((desk) => desk.profiles);
  const recent = profiles
    .toSorted((one, other) => (other.lastUsedAtMs ?? 0) - (one.lastUsedAtMs ?? 0))
    .slice(0, mostInMenu);
  const items: MenuItem[] = [
    ...recent.map(({ id, name }) => connectItem(id, name)),
    ...(recent.length === 0 ? [] : [{ kind: 'separator' } as const]),
    connectItem(practiceProfileId, practiceName),
    {
      kind: 'action',
      label: 'New profile',
      icon: <Plus className="size-3.5" />,
      shortcut: windowShortcut('N'),
      onSelect: () => openSheet({ kind: 'editor', profileId: undefined }),
    },
  ];
  return <Menu trigger={<IconButton label="New session" icon={<Plus className="size-4" />} />} items={items} />;
}

function connectItem(profileId: string, name: string): MenuItem {
  const icon = <GateGlyph profileId={profileId} size={14} />;
  return { kind: 'action', label: name, icon, onSelect: () => void startSession(profileId) };
}
