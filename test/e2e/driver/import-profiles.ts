import type { App } from './app.ts';
import { chooseFiles } from './dialogs.ts';
import { profileLine } from './screen.ts';

/** Clicks the menu's entry for it. */
export function openImport({ electron }: App): Promise<void> {
  return electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('import')?.click());
}

/** Takes profile files into the app, as a person does: by its menu's entry and the preview. */
export async function importProfiles(app: App, ...paths: readonly string[]): Promise<void> {
  await chooseFiles(app, ...paths);
  await openImport(app);
  const sheet = app.page.getByRole('dialog', { name: 'Import profiles' });
  await sheet.getByRole('button', { name: /^Import \d/ }).click();
  await sheet.waitFor({ state: 'hidden' });
  await profileLine(app.page, '').first().waitFor();
}
