import { describe, expect, it } from 'vitest';
import { dataFolderOf } from '../../../electron/core/data-folder.ts';

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  it.each([
    ['linux', {}, '/home/me/.local/state/portcullis'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/state/portcullis'],
    ['linux', { XDG_STATE_HOME: 'relative/state' }, '/home/me/.local/state/portcullis'],
    ['linux', { XDG_STATE_HOME: '' }, '/home/me/.local/state/portcullis'],
    ['freebsd', { XDG_STATE_HOME: '/state' }, '/state/portcullis'],
    ['darwin', { XDG_STATE_HOME: '/state' }, '/home/me/Library/Application Support/Portcullis'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/Portcullis'],
    ['win32', {}, '/home/me/AppData/Local/Portcullis'],
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
