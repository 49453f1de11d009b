import { type KeyboardEvent, type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import type { ProfileView } from '../../electron/shared/views/profile-view.ts';
import { changeSettings } from '../app/change-settings.ts';
import { useDesk } from '../app/desk-store.ts';
import { searchFieldId } from '../app/search-focus.ts';
import { connectAll } from '../sessions/connect-all.ts';
import { startSession } from '../sessions/session-actions.ts';
import { headOf, type ListAction, movedRow, searchAction } from './list-keys.ts';
import { duplicateProfile, editProfile, removeProfile } from './profile-actions.ts';
import { type GroupRow, type ProfileRow, profileRows, rowKey } from './profile-rows.ts';
import { searchable, searchProfiles } from './profile-search.ts';

export interface ProfileListState {
  readonly rows: readonly ProfileRow[];
  /** The key of the row that keys act on. */
  readonly active: string | undefined;
  readonly text: string;
  readonly ref: RefObject<HTMLDivElement | null>;
  search(text: string): void;
  activate(key: string): void;
  toggle(fold: string): void;
  act(action: ListAction): void;
  onSearchKey(event: KeyboardEvent<HTMLInputElement>): void;
}

/** The list's rows for what is searched and folded, the active one, and what keys do. */
export function useProfileList(): ProfileListState {
  const profiles = useDesk((desk) => desk.profiles);
  const folded = useDesk((desk) => desk.settings.foldedGroups);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const ref = useRef<HTMLDivElement>(null);

  const ready = useMemo(() => searchable(profiles), [profiles]);
  const isSearching = text.trim() !== '';
  const rows = useMemo(
    () => profileRows(searchProfiles(ready, text), folded, isSearching),
    [ready, text, folded, isSearching],
  );
  // What was chosen may have been deleted, folded or filtered away; a search means its first find.
  const firstProfile = rows.find((row) => row.kind === 'profile');
  const isThere = chosen !== undefined && rows.some((row) => rowKey(row) === chosen);
  const active = isThere ? chosen : isSearching && firstProfile !== undefined ? rowKey(firstProfile) : undefined;
  const activeRow = rows.find((row) => rowKey(row) === active);

  const toggle = useCallback((fold: string) => {
    const { foldedGroups } = useDesk.getState().settings;
    const isFolded = foldedGroups.includes(fold);
    void changeSettings({
      foldedGroups: isFolded ? foldedGroups.filter((other) => other !== fold) : [...foldedGroups, fold],
    });
  }, []);

  const search = (next: string) => {
    setText(next);
    setChosen(undefined);
  };
  const actOnProfile = (action: ListAction, profile: ProfileView) => {
    if (action.kind === 'activate') void startSession(profile.id);
    else if (action.kind === 'edit') editProfile(profile.id);
    else if (action.kind === 'duplicate') void duplicateProfile(profile.id);
    else if (action.kind === 'remove') {
      setChosen(movedRow(rows, active, { kind: 'move', by: rows.at(-1) === activeRow ? -1 : 1 }));
      void removeProfile(profile);
    }
  };
  const actOnGroup = (action: ListAction, { fold, isFolded, label, profileIds }: GroupRow) => {
    if (action.kind === 'connect-all') connectAll(label, profileIds);
    else if (action.kind === 'activate' || (action.kind === 'unfold' && isFolded)) toggle(fold);
    else if (action.kind === 'fold' && !isFolded) toggle(fold);
  };
  const act = (action: ListAction) => {
    if (action.kind === 'move' || action.kind === 'move-to') setChosen(movedRow(rows, active, action));
    else if (action.kind === 'type') {
      search(text + action.text);
      document.getElementById(searchFieldId)?.focus();
    } else if (activeRow?.kind === 'group') actOnGroup(action, activeRow);
    else if (action.kind === 'fold') setChosen(headOf(rows, active) ?? active);
    else if (activeRow !== undefined) actOnProfile(action, activeRow.profile);
  };
  const endSearch = () => {
    setText('');
    setChosen(active);
  };
  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const action = searchAction(event);
    if (event.key === 'Escape') {
      // What was found stays chosen: the list's own keys may be meant for it.
      if (text === '') ref.current?.focus();
      endSearch();
    } else if (action !== undefined) {
      // A held Enter opens no row of sessions.
      if (event.repeat && action.kind !== 'move') return;
      act(action);
      // What was searched for is found.
      if (action.kind === 'activate' && activeRow?.kind === 'profile') endSearch();
    } else return;
    event.preventDefault();
  };
  return { rows, active, text, ref, search, activate: setChosen, toggle, act, onSearchKey };
}
