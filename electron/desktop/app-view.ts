import { userInfo } from 'node:os';
import { app } from 'electron';
import type { AppView } from '../shared/views/snapshot.ts';

/** What the window is told of the app. */
export function appView(): AppView {
  const { platform } = process;
  return {
    version: app.getVersion(),
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    userName: userInfo().username,
    // The stand-in says of itself what it is.
    isTrial: process.env['PORTCULLIS_STANDIN'] === '1',
  };
}
