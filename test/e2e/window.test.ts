import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPerson } from '../support/command-line.ts';
import { type App, quitAll, sharedApp, startApp, startOf } from './driver/app.ts';
import { notificationTitles } from './driver/notifications.ts';
import { terminalShows, type } from './driver/screen.ts';
import { clickTray } from './driver/tray.ts';
import { closeWindow, hideWindow, isVisible } from './driver/window.ts';

async function tryPractice({ page }: App): Promise<void> {
  await page
    .getByRole('button', { name: /[Pp]ractice gate/ })
    .last()
    .click();
  await page.getByText(/^gate open/).waitFor();
  await terminalShows(page, 'guest@practice');
}

describe('a page that goes while a session lives', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => quitAll());

  it('finds it with its output after a reload, and goes on', async () => {
    await tryPractice(app);
    await type(app.page, 'echo before the reload\n');
    await terminalShows(app.page, /reload\s*before the reload/);
    await app.page.reload();
    await terminalShows(app.page, /reload\s*before the reload/);
    await type(app.page, 'echo after it\n');
    await terminalShows(app.page, /it\s*after it/);
  });

  it('is loaded again after a crash, and finds it', async () => {
    await type(app.page, 'echo before the crash\n');
    await terminalShows(app.page, /crash\s*before the crash/);
    // The driver sees no more of a page that has crashed; the app itself does.
    const shown = () =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript(`document.querySelector('.xterm-rows')?.innerText ?? ''`)
          .catch(() => ''),
      );
    const crashed = app.page.waitForEvent('crash');
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await crashed;
    await expect.poll(shown, { timeout: 20_000 }).toContain('before the crash');
    expect(await app.quit()).toBe(0);
  });
});

describe('a second start', () => {
  afterEach(quitAll);

  it('brings the window of the first, and ends', async () => {
    const first = await startApp();
    await hideWindow(first);
    expect(await isVisible(first)).toBe(false);
    const { executablePath, args, env } = startOf({ person: first.person });
    const second = spawn(executablePath, args, { env, stdio: 'ignore' });
    const [status] = await once(second, 'exit');
    expect(status).toBe(0);
    await expect.poll(() => isVisible(first)).toBe(true);
  });
});

describe('closing the window', () => {
  afterEach(quitAll);

  it('hides it, keeps the session, and says so once', async () => {
    const app = await startApp();
    await tryPractice(app);
    await closeWindow(app);
    expect(await isVisible(app)).toBe(false);
    expect(await notificationTitles(app)).toEqual(['Portcullis stays in the tray']);
    await clickTray(app, 'Show Portcullis');
    expect(await isVisible(app)).toBe(true);
    await type(app.page, 'echo still here\n');
    await terminalShows(app.page, /here\s*still here/);
    await closeWindow(app);
    expect(await notificationTitles(app)).toHaveLength(1);
  });

  it('quits where the settings say so, and shuts the gate', async () => {
    const app = await startApp();
    await app.page.keyboard.press('Control+,');
    const sheet = app.page.getByRole('dialog', { name: 'Settings' });
    await sheet.getByRole('switch', { name: 'Stay in the tray' }).click();
    await expect
      .poll(() => sheet.getByRole('switch', { name: 'Stay in the tray' }).getAttribute('aria-checked'))
      .toBe('false');
    await app.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await tryPractice(app);
    // The process may be gone before the evaluation's answer.
    closeWindow(app).catch(() => undefined);
    expect(await app.ended).toBe(0);
    expect(readdirSync(join(app.person.dataFolder, 'practice', 'gates'))).toEqual([]);
  });
});

describe('the place of the window', () => {
  afterEach(quitAll);

  it('is the same after a restart', async () => {
    const person = createPerson();
    const first = await startApp({ person });
    const bounds = { x: 40, y: 30, width: 1000, height: 640 };
    await first.electron.evaluate(
      ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
      bounds,
    );
    await expect.poll(() => existsSync(join(person.dataFolder, 'window-state.json'))).toBe(true);
    await first.quit();
    const second = await startApp({ person });
    expect(
      await second.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
    ).toMatchObject(bounds);
  });
});

describe('the tabs', () => {
  const app = sharedApp();
  const selected = () => app().page.getByRole('tab', { selected: true }).getAttribute('title');

  it('are changed by keys, wherever the focus is', async () => {
    const { page } = app();
    await tryPractice(app());
    await tryPractice(app());
    await tryPractice(app());
    await expect.poll(selected).toBe('Practice gate (3)');
    await page.keyboard.press('Control+Tab');
    await expect.poll(selected).toBe('Practice gate');
    await page.keyboard.press('Control+Shift+Tab');
    await expect.poll(selected).toBe('Practice gate (3)');
    await page.keyboard.press('Control+2');
    await expect.poll(selected).toBe('Practice gate (2)');
    await page.keyboard.press('Control+9');
    await expect.poll(selected).toBe('Practice gate (3)');
  });

  it('have a terminal each, which keeps what it shows', async () => {
    const { page } = app();
    await page.keyboard.press('Control+1');
    await type(page, 'echo in the first\n');
    await terminalShows(page, /first\s*in the first/);
    await page.keyboard.press('Control+2');
    await terminalShows(page, 'guest@practice');
    expect(await page.locator('.xterm:visible').innerText()).not.toContain('in the first');
    await page.keyboard.press('Control+1');
    await terminalShows(page, /first\s*in the first/);
  });

  it('are reached and closed by the arrow keys and Delete', async () => {
    const { page } = app();
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(selected).toBe('Practice gate (2)');
    await page.keyboard.press('Delete');
    await page
      .getByRole('dialog', { name: /^End the session/ })
      .getByRole('button', { name: 'End session' })
      .click();
    await expect.poll(() => page.getByRole('tab').count()).toBe(2);
    await page.getByText(/^gate open/).waitFor();
  });
});
