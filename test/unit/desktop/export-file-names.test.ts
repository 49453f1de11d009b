import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { exportFileName } from '../../../electron/desktop/export-file-names.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test.each([
  ['web', 'web.json'],
  ['web 1 (old)', 'web 1 (old).json'],
  ['Zürich 東京', 'Zürich 東京.json'],
  ['../../etc/passwd', 'etc-passwd.json'],
  ['..', 'profile.json'],
  ['.hidden', 'hidden.json'],
  ['-rf', 'rf.json'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j.json'],
  ['con', 'profile con.json'],
  ['COM1.local', 'profile COM1.local.json'],
  ['trailing. . ', 'trailing.json'],
  ['tab\tand\u202ebidi\0', 'tab-and-bidi.json'],
  ['', 'profile.json'],
])('%j becomes %j', (name, fileName) => {
  expect(exportFileName(name)).toBe(fileName);
});

test('a long name is clipped, never in the middle of a character', () => {
  expect(exportFileName('x'.repeat(300))).toBe(`${'x'.repeat(80)}.json`);
  const folder = temporaryFolder();
  const path = join(folder, exportFileName('🏰'.repeat(60)));
  writeFileSync(path, '');
  expect(basename(path)).not.toMatch(/\p{Surrogate}/u);
});

test('a name that is taken gets a number', () => {
  const taken = new Set(['web.json', 'web (2).json']);
  expect(exportFileName('web', (name) => taken.has(name))).toBe('web (3).json');
});
