import { PanelLeftOpen, Settings } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { GateBar } from '../gates/gate-bar.tsx';
import { NoticeArea } from '../notices/notice-area.tsx';
import { tellBackgroundPrompts } from '../prompts/background-prompts.ts';
import { SessionPane } from '../sessions/session-pane.tsx';
import { TabStrip } from '../sessions/tab-strip.tsx';
import { useSessionKeys } from '../sessions/use-session-keys.ts';
import { classNames } from '../ui/class-names.ts';
import { focusHome } from '../ui/focus-home.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { windowShortcut } from '../ui/platform.ts';
import { changeSettings } from './change-settings.ts';
import { useDesk } from './desk-store.ts';
import { FirstScreen } from './first-screen.tsx';
import { IdleScreen } from './idle-screen.tsx';
import { openSheet } from './sheet-store.ts';
import { SidebarFrame } from './sidebar-frame.tsx';
import { TrialMark } from './trial-mark.tsx';
import { useWindowCommands } from './use-window-commands.ts';

/** The window: servers at the left; tabs, the session in front and its gate at the right. */
export function Shell() {
  useWindowCommands();
  useSessionKeys();
  useEffect(tellBackgroundPrompts, []);
  const isHidden = useDesk((desk) => desk.settings.isSidebarHidden);
  const isFirst = useDesk((desk) => desk.profiles.length === 0 && desk.sessions.length === 0);
  const sessions = useDesk((desk) => desk.sessions);
  const selectedId = useDesk((desk) => desk.selectedSessionId);
  const selected = sessions.find(({ id }) => id === selectedId);
  const isDrawn = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these take what had the focus with them when they change
  useEffect(() => {
    if (isDrawn.current) focusHome();
    isDrawn.current = true;
  }, [isHidden, isFirst, selectedId]);
  return (
    <div className="flex h-full bg-surface">
      {!isHidden && !isFirst && <SidebarFrame />}
      <main className="flex min-w-0 flex-1 flex-col">
        {!isFirst && <h1 className="sr-only">Portcullis</h1>}
        <header
          className={classNames('flex h-10 shrink-0 items-center', !isFirst && 'shadow-[inset_0_-1px_0_var(--line)]')}
        >
          {isFirst && (
            <IconButton
              label="Settings"
              shortcut="Mod+,"
              icon={<Settings className="size-4" />}
              onClick={() => openSheet({ kind: 'settings' })}
              className="ml-2"
            />
          )}
          {isHidden && !isFirst && (
            <IconButton
              label="Show the sidebar"
              data-focus-home=""
              shortcut={windowShortcut('B')}
              icon={<PanelLeftOpen className="size-4" />}
              onClick={() => void changeSettings({ isSidebarHidden: false })}
              className="ml-2"
            />
          )}
          <div className="min-w-0 flex-1">{sessions.length > 0 && <TabStrip />}</div>
          <TrialMark />
        </header>
        <NoticeArea />
        {selected !== undefined ? (
          <>
            <SessionPane session={selected} />
            <GateBar session={selected} />
          </>
        ) : isFirst ? (
          <FirstScreen />
        ) : (
          <IdleScreen />
        )}
      </main>
    </div>
  );
}
