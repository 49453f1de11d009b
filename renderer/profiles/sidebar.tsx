import { PanelLeftClose, Plus, Search, Settings } from 'lucide-react';
import { practiceProfileId } from '../../electron/shared/views/session-view.ts';
import { changeSettings } from '../app/change-settings.ts';
import { searchFieldId } from '../app/search-focus.ts';
import { openSheet } from '../app/sheet-store.ts';
import { GateGlyph } from '../gates/gate-glyph.tsx';
import { startSession } from '../sessions/session-actions.ts';
import { practiceName, practiceSentence } from '../text/practice-words.ts';
import { Button } from '../ui/button.tsx';
import { ContextMenu } from '../ui/context-menu.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KeyboardHint } from '../ui/keyboard-hint.tsx';
import { windowShortcut } from '../ui/platform.ts';
import { TextInput } from '../ui/text-input.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { chooseImport } from './import-profiles.ts';
import { ProfileList, profileListId, rowElementId } from './profile-list.tsx';
import { practiceMenu } from './profile-menu.tsx';
import { useProfileList } from './use-profile-list.ts';

/** The left side: search, the profiles, and what is always at hand. */
export function Sidebar() {
  const list = useProfileList();
  return (
    <div className="group/sidebar flex h-full min-w-0 flex-col bg-sunken">
      <div className="flex h-11 shrink-0 items-center gap-1 pr-2 pl-2">
        <TextInput
          id={searchFieldId}
          role="combobox"
          aria-label="Search"
          aria-expanded="true"
          aria-haspopup="tree"
          aria-controls={profileListId}
          aria-activedescendant={
            list.active === undefined || list.rows.length === 0 ? undefined : rowElementId(list.active)
          }
          placeholder="Search"
          value={list.text}
          onValueChange={list.search}
          onKeyDown={list.onSearchKey}
          leading={<Search aria-hidden="true" className="size-3.5 shrink-0 text-faint" />}
          trailing={list.text === '' && <KeyboardHint shortcut={windowShortcut('K')} />}
        />
        <IconButton
          label="New profile"
          shortcut={windowShortcut('N')}
          icon={<Plus className="size-4" />}
          onClick={() => openSheet({ kind: 'editor', profileId: undefined })}
        />
      </div>
      <ProfileList
        ref={list.ref}
        rows={list.rows}
        active={list.active}
        onActivate={list.activate}
        onToggle={list.toggle}
        onAction={list.act}
      />
      {list.rows.length === 0 && <NothingFound text={list.text} onClear={() => list.search('')} />}
      <div className="flex h-10 shrink-0 items-center gap-1 border-t border-line px-2">
        <IconButton
          label="Settings"
          shortcut="Mod+,"
          side="top"
          icon={<Settings className="size-4" />}
          onClick={() => openSheet({ kind: 'settings' })}
        />
        <ContextMenu items={practiceMenu}>
          <span className="flex min-w-0 flex-1">
            <Tooltip label={practiceSentence} side="top">
              <Button
                tone="ghost"
                className="min-w-0 flex-1 justify-start"
                icon={<GateGlyph profileId={practiceProfileId} />}
                onClick={() => void startSession(practiceProfileId)}
              >
                {practiceName}
              </Button>
            </Tooltip>
          </span>
        </ContextMenu>
        <IconButton
          label="Hide the sidebar"
          shortcut={windowShortcut('B')}
          side="top"
          icon={<PanelLeftClose className="size-4" />}
          onClick={() => void changeSettings({ isSidebarHidden: true })}
        />
      </div>
    </div>
  );
}

function NothingFound({ text, onClear }: { readonly text: string; readonly onClear: () => void }) {
  if (text === '') {
    return (
      <div className="flex flex-[99] flex-col items-start gap-2 px-4 py-3 text-muted">
        <p>No profiles yet.</p>
        <Button size="small" onClick={() => void chooseImport()}>
          Import…
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-[99] flex-col items-start gap-2 px-4 py-3 text-muted">
      <p role="status" className="max-w-full break-words">
        Nothing has “{text}” in its name, host, user or group.
      </p>
      <Button size="small" onClick={onClear}>
        Show all
      </Button>
    </div>
  );
}
