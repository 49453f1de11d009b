import type { App } from './app.ts';

/** The titles of the notifications that the app has shown, in their order. */
export function notificationTitles({ electron }: App): Promise<readonly string[]> {
  return electron.evaluate((main) => {
    const { standin } = main as unknown as { standin: { notifications: Electron.Notification[] } };
    return standin.notifications.map(({ title }) => title);
  });
}
