import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAppLog } from '../../../electron/desktop/app-log.ts';
import { Failure } from '../../../electron/shared/failure.ts';
import { strangeFileMaker, strangeFiles } from '../../support/strange-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a bug is told with its stack, a failure in one line, and only the person can read either', () => {
  const path = join(temporaryFolder(), 'log', 'portcullis.log');
  const log = openAppLog(path);
  log.write('profiles.save', new TypeError('x is undefined'));
  log.write('recovery', new Failure('local-network', 'There is no network.'));
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('profiles.save: TypeError: x is undefined\n    at ');
  expect(text).toMatch(/ recovery: local-network: There is no network\.\n$/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('the log stays bounded', () => {
  const path = join(temporaryFolder(), 'portcullis.log');
  const log = openAppLog(path);
  for (let line = 0; line < 100; line += 1) log.write('bug', 'x'.repeat(100_000));
  expect(statSync(path).size).toBeLessThan(300 * 1024);
  expect(statSync(`${path}.old`).size).toBeLessThan(300 * 1024);
});

test('a folder that cannot be written fails nobody', () => {
  const path = join(temporaryFolder(), 'file');
  openAppLog(path).write('first', 'this makes a file');
  const impossible = join(path, 'log');
  expect(() => openAppLog(impossible).write('bug', new Error('lost'))).not.toThrow();
  expect(existsSync(impossible)).toBe(false);
});

test.skipIf(process.platform === 'win32').each(strangeFiles)(
  'where %s lies in its place it gives up at once',
  { timeout: 5000 },
  async (name) => {
    const path = join(temporaryFolder(), 'portcullis.log');
    const maker = strangeFileMaker();
    onTestFinished(() => maker.stop());
    await maker.make(name, path);
    const before = lstatSync(path);
    openAppLog(path).write('bug', new Error('lost'));
    // Only a file that has grown too large makes room for a new one.
    expect(lstatSync(name === '200 MB that take no place' ? `${path}.old` : path).ino).toBe(before.ino);
  },
);
