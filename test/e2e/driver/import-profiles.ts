import type { App } from './app.ts';
import { chooseFiles } from './dialogs.ts';
import { profileLine } from './screen.ts';

/** Takes profile files into the app, as a person does: by its menu's entry and the preview. */
export async function importProfiles(app: App, ...paths: readonly string[]): Promise<void> {
  await chooseFiles(app, ...paths);
  await app.electron.evaluate(({ Menu }) => {
    const find = (menu: Electron.Menu | null | undefined): Electron.MenuItem | undefined => {
      for (const item of menu?.items ?? []) {
        const found = /^Import/.test(item.label) ? item : find(item.submenu);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    find(Menu.getApplicationMenu())?.click();
  });
  const sheet = app.page.getByRole('dialog', { name: 'Import profiles' });
  await sheet.getByRole('button', { name: /^Import \d/ }).click();
  await sheet.waitFor({ state: 'hidden' });
  await profileLine(app.page, '').first().waitFor();
}
