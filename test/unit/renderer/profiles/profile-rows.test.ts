import { describe, expect, it } from 'vitest';
import { profileRows, rowKey } from '../../../../renderer/profiles/profile-rows.ts';
import { profileView } from '../../../support/profile-view.ts';

const a = profileView({ id: 'a', group: 'work' });
const b = profileView({ id: 'b', group: 'home' });
const c = profileView({ id: 'c' });
const d = profileView({ id: 'd', group: 'work', isFavourite: true });

const lines = (...given: Parameters<typeof profileRows>) =>
  profileRows(...given).map((row) => (row.kind === 'group' ? `${row.label} ${row.profileIds.length}` : row.profile.id));

describe('the rows of the list', () => {
  it('have no headings where there is nothing to part', () => {
    expect(lines([c], [], false)).toEqual(['c']);
    expect(profileRows([c], [], false)).toEqual([{ kind: 'profile', profile: c, level: 1 }]);
  });

  it('stand favourites first, then groups by name, then the others, each profile once', () => {
    expect(lines([a, b, c, d], [], false)).toEqual(['Favourites 1', 'd', 'home 1', 'b', 'work 1', 'a', 'Other 1', 'c']);
  });

  it('leave out what is folded, but not in a search', () => {
    expect(lines([a, b], ['work'], false)).toEqual(['home 1', 'b', 'work 1']);
    expect(lines([a, b], ['work'], true)).toEqual(['home 1', 'b', 'work 1', 'a']);
  });

  it('tell a group of the name of a section from the section', () => {
    const rows = profileRows([profileView({ id: 'e', group: 'Favourites' }), d], [], false);
    expect(new Set(rows.map(rowKey)).size).toBe(rows.length);
  });
});
