import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataFolderOf, formerDataFolderOf, installRootOf, liesWithin } from '../../../electron/core/data-folder.ts';

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  it.each([
    ['linux', {}, '/home/me/.local/state/portcullis'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/state/portcullis'],
    ['linux', { XDG_STATE_HOME: 'relative/state' }, '/home/me/.local/state/portcullis'],
    ['linux', { XDG_STATE_HOME: '' }, '/home/me/.local/state/portcullis'],
    ['freebsd', { XDG_STATE_HOME: '/state' }, '/state/portcullis'],
    ['darwin', { XDG_STATE_HOME: '/state' }, '/home/me/Library/Application Support/Portcullis'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/Portcullis Data'],
    ['win32', { LOCALAPPDATA: '' }, '/home/me/AppData/Local/Portcullis Data'],
    ['win32', {}, '/home/me/AppData/Local/Portcullis Data'],
  ] as const)('on %s with %o is %s', (platform, environment, folder) => {
    expect(dataFolderOf(environment, platform, '/home/me')).toBe(folder);
  });

  it.each(['linux', 'darwin', 'win32'] as const)('is PORTCULLIS_HOME where that is set (%s)', (platform) => {
    const environment = { XDG_STATE_HOME: '/state', LOCALAPPDATA: '/local' };
    expect(dataFolderOf({ ...environment, PORTCULLIS_HOME: '/own' }, platform, '/home/me')).toBe('/own');
    const empty = dataFolderOf({ ...environment, PORTCULLIS_HOME: '' }, platform, '/home/me');
    expect(empty).toBe(dataFolderOf(environment, platform, '/home/me'));
  });
});

describe('on Windows the data folder and the installer', () => {
  const environment = { LOCALAPPDATA: 'C:\\Users\\Me\\AppData\\Local' };
  const folder = dataFolderOf(environment, 'win32');
  const root = installRootOf(environment);

  it('have folders that do not lie in each other, whatever the letter case', () => {
    for (const change of [
      (path: string) => path,
      ...[(path: string) => path.toUpperCase(), (path: string) => path.toLowerCase()],
    ]) {
      expect(liesWithin(change(folder), root)).toBe(false);
      expect(liesWithin(root, change(folder))).toBe(false);
    }
  });

  it('had one folder before', () => {
    expect(liesWithin(formerDataFolderOf(environment), root)).toBe(true);
    expect(liesWithin(root, formerDataFolderOf(environment))).toBe(true);
  });

  it('go by the name that the maker gives the installer', () => {
    const config = readFileSync(new URL('../../../forge.config.ts', import.meta.url), 'utf8');
    const name = /new MakerSquirrel\(\{\s*name: '([^']+)'/.exec(config)?.[1] ?? '';
    expect(root.endsWith(name)).toBe(true);
    expect(/[\\/]/.test(root.at(-name.length - 1) ?? '')).toBe(true);
  });

  it.each([
    ['C:\\USERS\\ME\\appdata\\local\\PORTCULLIS', true],
    ['C:/Users/Me/AppData/Local/portcullis/data/', true],
    ['\\\\?\\C:\\Users\\Me\\AppData\\Local\\Portcullis\\x', true],
    ['C:\\Users\\Me\\AppData\\Local\\portcullis. .\\x', true],
    ['C:\\Users\\Me\\AppData\\Local\\other\\..\\portcullis', true],
    ['C:\\Users\\Me\\AppData\\Local', false],
    ['C:\\Users\\Me\\AppData\\Local\\portcullis-2', false],
    ['C:\\Users\\Me\\AppData\\Local\\..portcullis', false],
    ['D:\\Users\\Me\\AppData\\Local\\portcullis', false],
  ])('%s lies in the installer’s folder: %s', (path, is) => {
    expect(liesWithin(path, root.replaceAll('/', '\\'))).toBe(is);
  });
});
