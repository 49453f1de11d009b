import { ChevronRight } from 'lucide-react';
import { memo, useState } from 'react';
import { GateGlyph } from '../gates/gate-glyph.tsx';
import { startSession } from '../sessions/session-actions.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { type GroupRow, type ProfileRow, rowKey } from './profile-rows.ts';
import { SequencesLeft } from './sequences-left.tsx';

export interface ProfileRowLineProps {
  readonly row: ProfileRow;
  readonly id: string;
  /** Where it stands, in pixels from the list's top. */
  readonly top: number;
  readonly isActive: boolean;
  readonly onToggle: (fold: string) => void;
  readonly onActivate: (key: string) => void;
}

/** A line of the list. The list alone takes the focus; the line says by `aria-activedescendant` that it is meant. */
export const ProfileRowLine = memo(function ProfileRowLine(props: ProfileRowLineProps) {
  const { row, id, top, isActive, onToggle, onActivate } = props;
  const isGroup = row.kind === 'group';
  const key = rowKey(row);
  // A button in every line would double what a search key has to draw.
  const [isPointedAt, setIsPointedAt] = useState(false);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree around it has the focus
    <div
      id={id}
      role="treeitem"
      aria-level={isGroup ? 1 : row.level}
      aria-selected={isActive}
      {...(isGroup ? { 'aria-expanded': !row.isFolded } : {})}
      data-row={key}
      onPointerEnter={() => setIsPointedAt(true)}
      onPointerLeave={() => setIsPointedAt(false)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => {
        onActivate(key);
        if (isGroup) onToggle(row.fold);
      }}
      onDoubleClick={() => {
        if (!isGroup) void startSession(row.profile.id);
      }}
      className={classNames(
        'absolute inset-x-2 contain-content top-0 flex items-center rounded-md',
        isGroup ? 'h-row-compact gap-1 pl-1' : 'h-row gap-2 pr-1 pl-2',
        isActive
          ? 'bg-selected group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-focus'
          : 'hover:bg-hover',
      )}
    >
      {isGroup ? <GroupHead row={row} /> : <ProfileLine row={row} isActive={isActive} isPointedAt={isPointedAt} />}
    </div>
  );
});

function GroupHead({ row }: { readonly row: GroupRow }) {
  return (
    <>
      <ChevronRight
        aria-hidden="true"
        className={classNames(
          'size-3 shrink-0 text-faint transition-[rotate] duration-120',
          !row.isFolded && 'rotate-90',
        )}
      />
      <span className="truncate text-sm font-medium text-muted">{row.label}</span>
      <span className="pl-1 text-xs text-faint">{row.profileIds.length}</span>
    </>
  );
}

interface ProfileLineProps {
  readonly row: Extract<ProfileRow, { readonly kind: 'profile' }>;
  readonly isActive: boolean;
  readonly isPointedAt: boolean;
}

function ProfileLine({ row: { profile }, isActive, isPointedAt }: ProfileLineProps) {
  return (
    <>
      <GateGlyph profileId={profile.id} />
      <span className="max-w-[60%] min-w-0 truncate text-ink">{profile.name}</span>
      <span className="min-w-0 flex-1 truncate font-mono text-xs text-faint">{profile.host}</span>
      <SequencesLeft profile={profile} />
      {(isActive || isPointedAt) && (
        <Button
          size="small"
          tabIndex={-1}
          className={isPointedAt ? undefined : 'hidden group-focus-within/sidebar:inline-flex'}
          aria-label={`Connect to ${profile.name}`}
          onClick={() => void startSession(profile.id)}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          Connect
        </Button>
      )}
    </>
  );
}
