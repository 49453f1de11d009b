import { expect, test } from 'vitest';
import { squirrelTask } from '../../../electron/desktop/squirrel.ts';

const taskOf = (...words: string[]) => squirrelTask(['C:\\portcullis.exe', ...words], 'portcullis.exe');

test('the installer gets its shortcut made and taken away', () => {
  expect(taskOf('--squirrel-install', '0.1.0')).toEqual(['--createShortcut=portcullis.exe']);
  expect(taskOf('--squirrel-updated', '0.2.0')).toEqual(['--createShortcut=portcullis.exe']);
  expect(taskOf('--squirrel-uninstall', '0.2.0')).toEqual(['--removeShortcut=portcullis.exe']);
  expect(taskOf('--squirrel-obsolete', '0.1.0')).toEqual([]);
});

test('every other start is an ordinary one', () => {
  expect(taskOf()).toBeUndefined();
  expect(taskOf('--squirrel-firstrun')).toBeUndefined();
  expect(taskOf('--smoke')).toBeUndefined();
});
