import { describe, expect, it } from 'vitest';
import { headOf, listAction, movedRow } from '../../../../renderer/profiles/list-keys.ts';
import { profileRows } from '../../../../renderer/profiles/profile-rows.ts';
import { profileView } from '../../../support/profile-view.ts';

const press = (key: string, held: object = {}) => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

const rows = profileRows(
  [profileView({ id: 'a', group: 'work' }), profileView({ id: 'b', group: 'work' }), profileView({ id: 'c' })],
  [],
  false,
);

describe('a key in the list', () => {
  it.each([
    ['ArrowDown', {}, { kind: 'move', by: 1 }],
    ['Home', {}, { kind: 'move-to', end: 'first' }],
    ['Enter', {}, { kind: 'activate' }],
    ['F2', {}, { kind: 'edit' }],
    ['e', { ctrlKey: true }, { kind: 'edit' }],
    ['Delete', {}, { kind: 'remove' }],
    ['F10', { shiftKey: true }, { kind: 'menu' }],
    ['w', {}, { kind: 'type', text: 'w' }],
    ['W', { shiftKey: true }, { kind: 'type', text: 'W' }],
    [' ', {}, undefined],
    ['w', { ctrlKey: true }, undefined],
    ['Tab', {}, undefined],
  ])('%s %j', (key, held, action) => {
    expect(listAction(press(key, held), false)).toEqual(action);
  });
});

describe('a move in the list', () => {
  it('begins at the top, goes by rows and stops at the ends', () => {
    expect(movedRow(rows, undefined, { kind: 'move', by: 1 })).toBe('group:work');
    expect(movedRow(rows, 'group:work', { kind: 'move', by: 1 })).toBe('a');
    expect(movedRow(rows, 'a', { kind: 'move', by: 10 })).toBe('c');
    expect(movedRow(rows, 'a', { kind: 'move', by: -10 })).toBe('group:work');
    expect(movedRow(rows, 'a', { kind: 'move-to', end: 'last' })).toBe('c');
    expect(movedRow([], undefined, { kind: 'move', by: 1 })).toBeUndefined();
  });

  it('to the left goes to the heading above', () => {
    expect(headOf(rows, 'b')).toBe('group:work');
    expect(headOf(rows, 'group:work')).toBeUndefined();
  });
});
