import { beforeEach, expect, it } from 'vitest';
import { closeSheet, dropSheet, openSheet, useSheet } from '../../../../renderer/app/sheet-store.ts';

beforeEach(() => {
  closeSheet();
  dropSheet();
});

it('keeps a sheet until its motion of closing is over', () => {
  openSheet({ kind: 'settings' });
  closeSheet();
  expect(useSheet.getState()).toMatchObject({ sheet: { kind: 'settings' }, isOpen: false });
  dropSheet();
  expect(useSheet.getState().sheet).toBeUndefined();
});

it('does not drop a sheet that was opened while another one closed', () => {
  openSheet({ kind: 'settings' });
  closeSheet();
  openSheet({ kind: 'editor', profileId: undefined });
  dropSheet();
  expect(useSheet.getState()).toMatchObject({ sheet: { kind: 'editor' }, isOpen: true });
});

it('makes a new one of each opening', () => {
  openSheet({ kind: 'editor', profileId: undefined });
  const first = useSheet.getState().opening;
  closeSheet();
  openSheet({ kind: 'editor', profileId: undefined });
  expect(useSheet.getState().opening).not.toBe(first);
});
