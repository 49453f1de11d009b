import { afterEach, describe, expect, it } from 'vitest';
import { createPerson } from '../support/command-line.ts';
import { type App, quitAll, startApp } from './driver/app.ts';
import { terminal } from './driver/screen.ts';

afterEach(quitAll);

const openSettings = async ({ page }: App) => {
  await page.keyboard.press('Control+,');
  const sheet = page.getByRole('dialog', { name: 'Settings' });
  await sheet.waitFor();
  return sheet;
};

/** The theme that the page is drawn in, whoever has chosen it. */
const theme = ({ page }: App) =>
  page.evaluate(() => {
    const [red = 0] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number);
    return red < 128 ? 'dark' : 'light';
  });

/** The theme that the settings name. */
const chosenTheme = ({ page }: App) => page.evaluate(() => document.documentElement.dataset['theme']);

describe('the settings', () => {
  it('take effect at once and are there after a restart', async () => {
    const person = createPerson();
    const first = await startApp({ person });
    const sheet = await openSettings(first);
    await sheet.getByRole('radio', { name: 'Dark' }).click();
    await expect.poll(() => theme(first)).toBe('dark');
    await sheet.getByRole('switch', { name: 'Stay in the tray' }).click();
    await sheet.getByRole('switch', { name: 'Before several lines are pasted' }).click();
    await sheet.getByRole('radio', { name: 'Reconnect' }).click();
    await sheet.getByRole('textbox', { name: 'Font size' }).fill('17');
    await first.page.keyboard.press('Tab');
    await expect
      .poll(() => sheet.getByRole('switch', { name: 'Before several lines are pasted' }).getAttribute('aria-checked'))
      .toBe('false');
    await first.quit();

    const second = await startApp({ person });
    await expect.poll(() => theme(second)).toBe('dark');
    const again = await openSettings(second);
    for (const name of ['Dark', 'Reconnect']) {
      expect(await again.getByRole('radio', { name }).getAttribute('aria-checked')).toBe('true');
    }
    for (const [name, state] of [
      ['Stay in the tray', 'false'],
      ['Before several lines are pasted', 'false'],
      ['Before a live tab is closed', 'true'],
    ] as const) {
      expect(await again.getByRole('switch', { name }).getAttribute('aria-checked')).toBe(state);
    }
    expect(await again.getByRole('textbox', { name: 'Font size' }).inputValue()).toBe('17');
  });

  it('follow the system theme until one is chosen, and hide the sidebar by keyboard', async () => {
    const app = await startApp({ theme: 'light' });
    const { page } = app;
    await expect.poll(() => theme(app)).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => theme(app)).toBe('dark');
    expect(await chosenTheme(app)).toBeUndefined();
    const sheet = await openSettings(app);
    await sheet.getByRole('radio', { name: 'Light' }).click();
    await expect.poll(() => theme(app)).toBe('light');
    expect(await chosenTheme(app)).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await theme(app)).toBe('light');
    await sheet.getByRole('radio', { name: 'System' }).click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => theme(app)).toBe('dark');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Try the practice gate' }).click();
    const sidebar = page.getByRole('navigation', { name: 'Servers' });
    await sidebar.getByRole('button', { name: 'Hide the sidebar' }).click();
    await sidebar.waitFor({ state: 'detached' });
    await terminal(page).waitFor();
    // In a terminal Ctrl and a letter are the shell's: there it is with Shift.
    await page.keyboard.press('Control+Shift+B');
    await sidebar.waitFor();
  });
});
