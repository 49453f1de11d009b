import { describe, expect, it } from 'vitest';
import { headOf, listAction, movedRow, searchAction } from '../../../../renderer/profiles/list-keys.ts';
import { profileRows } from '../../../../renderer/profiles/profile-rows.ts';
import { press } from '../../../support/press.ts';
import { profileView } from '../../../support/profile-view.ts';

const rows = profileRows(
  [profileView({ id: 'a', group: 'work' }), profileView({ id: 'b', group: 'work' }), profileView({ id: 'c' })],
  [],
  false,
);

describe('a key in the list', () => {
  it.each([
    ['ArrowDown', [], { kind: 'move', by: 1 }],
    ['Home', [], { kind: 'move-to', end: 'first' }],
    ['Enter', [], { kind: 'activate' }],
    ['F2', [], { kind: 'edit' }],
    ['e', ['ctrl'], { kind: 'edit' }],
    ['Enter', ['ctrl'], { kind: 'connect-all' }],
    ['Delete', [], { kind: 'remove' }],
    ['F10', ['shift'], { kind: 'menu' }],
    ['w', [], { kind: 'type', text: 'w' }],
    ['W', ['shift'], { kind: 'type', text: 'W' }],
    [' ', [], undefined],
    ['w', ['ctrl'], undefined],
    ['Tab', [], undefined],
  ] as const)('%s %j', (key, held, action) => {
    expect(listAction(press(key, ...held), false)).toEqual(action);
  });
});

describe('a key in the search field', () => {
  it.each([
    ['ArrowDown', [], { kind: 'move', by: 1 }],
    ['PageUp', [], { kind: 'move', by: -10 }],
    ['Enter', [], { kind: 'activate' }],
    ['ArrowDown', ['shift'], undefined],
    ['Enter', ['ctrl'], undefined],
    ['Home', [], undefined],
    ['ArrowLeft', [], undefined],
    ['Delete', [], undefined],
    ['w', [], undefined],
  ] as const)('%s %j', (key, held, action) => {
    expect(searchAction(press(key, ...held))).toEqual(action);
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
