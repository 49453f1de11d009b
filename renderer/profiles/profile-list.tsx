import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useEffect } from 'react';
import type { GateView } from '../../electron/shared/views/gate-view.ts';
import { useDesk } from '../app/desk-store.ts';
import { classNames } from '../ui/class-names.ts';
import { ContextMenu } from '../ui/context-menu.tsx';
import type { MenuItem } from '../ui/menu-item.ts';
import { isMac } from '../ui/platform.ts';
import { type ListAction, listAction } from './list-keys.ts';
import { groupMenu, profileMenu } from './profile-menu.tsx';
import { ProfileRowLine } from './profile-row-line.tsx';
import { type ProfileRow, rowKey } from './profile-rows.ts';

export interface ProfileListProps {
  readonly rows: readonly ProfileRow[];
  readonly active: string | undefined;
  readonly onActivate: (key: string) => void;
  readonly onToggle: (fold: string) => void;
  readonly onAction: (action: ListAction) => void;
  readonly ref: RefObject<HTMLDivElement | null>;
}

export const profileListId = 'profiles';
const rowPx = 32;
const headPx = 26;

/** The id of a row's element: a group's name may have blanks, an id that is pointed at may not. */
export function rowElementId(key: string): string {
  return `row-${encodeURIComponent(key)}`;
}

/** The list of profiles: a tree of which only the lines in sight are drawn. */
export function ProfileList({ rows, active, onActivate, onToggle, onAction, ref }: ProfileListProps) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: (index) => (rows[index]?.kind === 'group' ? headPx : rowPx),
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index];
        return row === undefined ? index : rowKey(row);
      },
      // Places are reckoned anew when this function is another one, and only then.
      [rows],
    ),
    overscan: 4,
    paddingStart: 4,
    paddingEnd: 8,
  });
  const place = rows.findIndex((row) => rowKey(row) === active);
  const scrollTo = virtual.scrollToIndex;
  useEffect(() => {
    if (place >= 0) scrollTo(place);
  }, [place, scrollTo]);

  const activeRow = rows[place];
  const menuGate = useDesk((desk) => (activeRow?.kind === 'profile' ? desk.gates[activeRow.profile.id] : undefined));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const action = listAction(event, isMac);
    if (action === undefined) return;
    event.preventDefault();
    // A held Enter opens no row of sessions.
    if (event.repeat && action.kind === 'activate') return;
    if (action.kind === 'menu') openMenuAtRow(active);
    else onAction(action);
  };
  const onContextMenu = useCallback(
    (event: MouseEvent) => {
      const key = event.target instanceof Element ? event.target.closest('[data-row]')?.getAttribute('data-row') : null;
      if (key == null) {
        event.preventDefault();
        event.stopPropagation();
      } else onActivate(key);
    },
    [onActivate],
  );

  return (
    <ContextMenu items={activeRow === undefined ? [] : rowMenu(activeRow, menuGate)}>
      <div
        ref={ref}
        id={profileListId}
        role="tree"
        aria-label="Profiles"
        tabIndex={0}
        data-focus-home=""
        aria-activedescendant={place < 0 ? undefined : rowElementId(active ?? '')}
        onKeyDown={onKeyDown}
        onContextMenuCapture={onContextMenu}
        className={classNames('group/list outline-none', rows.length > 0 && 'min-h-0 flex-1 overflow-y-auto')}
      >
        <div role="none" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return undefined;
            const key = rowKey(row);
            return (
              <ProfileRowLine
                key={key}
                id={rowElementId(key)}
                row={row}
                top={item.start}
                isActive={key === active}
                onToggle={onToggle}
                onActivate={onActivate}
              />
            );
          })}
        </div>
      </div>
    </ContextMenu>
  );
}

function rowMenu(row: ProfileRow, gate: GateView | undefined): readonly MenuItem[] {
  return row.kind === 'group' ? groupMenu(row) : profileMenu(row.profile, gate);
}

/** The keyboard asks for the menu where the active row is: the menu opens where a right click there would open it. */
function openMenuAtRow(active: string | undefined): void {
  const element = active === undefined ? null : document.getElementById(rowElementId(active));
  if (element === null) return;
  const { left, bottom } = element.getBoundingClientRect();
  element.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 24, clientY: bottom - 8 }),
  );
}
