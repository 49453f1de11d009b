import { Copy, Download, ListChecks, LogIn, Pencil, Star, StarOff, Trash2, X } from 'lucide-react';
import type { GateView } from '../../electron/shared/views/gate-view.ts';
import type { ProfileView } from '../../electron/shared/views/profile-view.ts';
import { practiceProfileId } from '../../electron/shared/views/session-view.ts';
import { cancelGate, closeGate, openGate } from '../gates/gate-actions.ts';
import { rehearse } from '../rehearsal/rehearsal-store.ts';
import { connectAll } from '../sessions/connect-all.ts';
import { startSession } from '../sessions/session-actions.ts';
import { GateMark } from '../ui/gate-mark.tsx';
import type { MenuItem } from '../ui/menu-item.ts';
import { duplicateProfile, editProfile, exportProfiles, removeProfile, setFavourite } from './profile-actions.ts';
import type { GroupRow } from './profile-rows.ts';

const icon = 'size-3.5';

/** Everything that can be done with a profile, for its context menu. */
export function profileMenu(profile: ProfileView, gate: GateView | undefined): readonly MenuItem[] {
  const { id, isFavourite } = profile;
  return [
    connectItem(id),
    gateItem(profile, gate),
    rehearsalItem(id),
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Edit',
      shortcut: 'F2',
      icon: <Pencil className={icon} />,
      onSelect: () => editProfile(id),
    },
    {
      kind: 'action',
      label: 'Duplicate',
      shortcut: 'Mod+D',
      icon: <Copy className={icon} />,
      onSelect: () => void duplicateProfile(id),
    },
    {
      kind: 'action',
      label: isFavourite ? 'Remove from favourites' : 'Add to favourites',
      icon: isFavourite ? <StarOff className={icon} /> : <Star className={icon} />,
      onSelect: () => setFavourite(profile, !isFavourite),
    },
    {
      kind: 'action',
      label: 'Export…',
      icon: <Download className={icon} />,
      onSelect: () => void exportProfiles([id]),
    },
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Delete',
      shortcut: 'Delete',
      icon: <Trash2 className={icon} />,
      onSelect: () => void removeProfile(profile),
    },
  ];
}

/** The practice gate's entries, which is no kept profile. */
export const practiceMenu: readonly MenuItem[] = [connectItem(practiceProfileId), rehearsalItem(practiceProfileId)];

/** What can be done with all profiles under a heading at once. */
export function groupMenu({ label, profileIds }: GroupRow): readonly MenuItem[] {
  return [
    {
      kind: 'action',
      label: 'Connect all',
      shortcut: 'Mod+Enter',
      icon: <LogIn className={icon} />,
      onSelect: () => connectAll(label, profileIds),
    },
  ];
}

function connectItem(id: string): MenuItem {
  return {
    kind: 'action',
    label: 'Connect',
    shortcut: 'Enter',
    icon: <LogIn className={icon} />,
    onSelect: () => void startSession(id),
  };
}

function rehearsalItem(id: string): MenuItem {
  return {
    kind: 'action',
    label: 'Rehearse',
    icon: <ListChecks className={icon} />,
    onSelect: () => void rehearse(id),
  };
}

function gateItem({ id, via }: ProfileView, gate: GateView | undefined): MenuItem {
  if (gate === undefined || gate.state === 'shut' || gate.state === 'failed') {
    return {
      kind: 'action',
      label: 'Open gate',
      icon: <GateMark state="open" size={14} label="" className="text-muted!" />,
      // Behind a jump host only a session opens a gate.
      isDisabled: via !== undefined,
      onSelect: () => openGate(id),
    };
  }
  if (gate.state === 'knocking' || gate.state === 'dialling') {
    return { kind: 'action', label: 'Cancel opening', icon: <X className={icon} />, onSelect: () => cancelGate(id) };
  }
  return {
    kind: 'action',
    label: 'Shut gate',
    icon: <GateMark state="shut" size={14} label="" className="text-muted!" />,
    isDisabled: gate.state === 'closing',
    onSelect: () => closeGate(id),
  };
}
