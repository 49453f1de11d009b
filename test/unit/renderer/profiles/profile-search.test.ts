import { describe, expect, it } from 'vitest';
import { searchable, searchProfiles } from '../../../../renderer/profiles/profile-search.ts';
import { profileView } from '../../../support/profile-view.ts';

const profiles = [
  profileView({ id: '1', name: 'web-10', host: '192.0.2.10', group: 'Work' }),
  profileView({ id: '2', name: 'web-2', host: '192.0.2.2', user: 'ann' }),
  profileView({ id: '3', name: 'Zürich', host: 'gw.example.net' }),
];

const found = (text: string) => searchProfiles(searchable(profiles), text).map(({ name }) => name);

describe('a search', () => {
  it('finds all for no text, in the order of their names, numbers as numbers', () => {
    expect(found('')).toEqual(['web-2', 'web-10', 'Zürich']);
    expect(found('  ')).toEqual(['web-2', 'web-10', 'Zürich']);
  });

  it.each([
    ['a name', 'WEB', ['web-2', 'web-10']],
    ['a host', 'gw.ex', ['Zürich']],
    ['a user', 'ann', ['web-2']],
    ['a group', 'work', ['web-10']],
    ['a name without its accents', 'zurich', ['Zürich']],
    ['every word, in any order', '192 web 10', ['web-10']],
    ['nothing', 'nas', []],
  ])('finds by %s', (_what, text, names) => {
    expect(found(text)).toEqual(names);
  });

  it('does not join the end of one field with the beginning of the next', () => {
    expect(found('0192')).toEqual([]);
  });
});
