import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findChromium, findHeadlessChromium } from '../../standin/devtools/find-chromium.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function makeProgram(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

describe('looking for a Chromium', () => {
  test('takes the one that is named, and no other', () => {
    const folder = temporaryFolder();
    const named = makeProgram(join(folder, 'named'));
    makeProgram(join(folder, 'chromium'));
    expect(findChromium({ PATH: folder, PORTCULLIS_CHROMIUM: named }, 'linux')).toBe(named);
    expect(findChromium({ PATH: folder, PORTCULLIS_CHROMIUM: join(folder, 'missing') }, 'linux')).toBeUndefined();
  });

  test('prefers Chromium to its kin on the search path of Linux', () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const environment = { PATH: [first, second].join(delimiter) };
    expect(findChromium(environment, 'linux')).toBeUndefined();
    const edge = makeProgram(join(first, 'microsoft-edge'));
    expect(findChromium(environment, 'linux')).toBe(edge);
    const chromium = makeProgram(join(second, 'chromium'));
    expect(findChromium(environment, 'linux')).toBe(chromium);
  });

  test('prefers the headless shell for what nobody sees, unless one is named', () => {
    const folder = temporaryFolder();
    const chromium = makeProgram(join(folder, 'chromium'));
    expect(findHeadlessChromium({ PATH: folder })).toBe(chromium);
    const shell = makeProgram(join(folder, 'chromium-headless-shell'));
    expect(findHeadlessChromium({ PATH: folder })).toBe(shell);
    expect(findHeadlessChromium({ PATH: folder, PORTCULLIS_CHROMIUM: chromium })).toBe(chromium);
    expect(findChromium({ PATH: folder }, 'linux')).toBe(chromium);
  });

  test('looks into the applications of a Mac', () => {
    const home = temporaryFolder();
    const chrome = makeProgram(join(home, 'Applications', 'Google Chrome.app', 'Contents', 'MacOS', 'Google Chrome'));
    expect(findChromium({ HOME: home }, 'darwin')).toBe(chrome);
  });
});
