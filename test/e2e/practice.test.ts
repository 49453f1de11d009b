import { describe, expect, it } from 'vitest';
import { sharedApp } from './driver/app.ts';
import { copyText } from './driver/clipboard.ts';
import { terminalLines, terminalShows, type } from './driver/screen.ts';
import { trayMenu } from './driver/tray.ts';

describe('the first minute, at the practice gate', () => {
  const app = sharedApp();

  it('is offered on the first screen, beside a new profile and an import', async () => {
    const { page } = app();
    for (const name of ['Try the practice gate', 'New profile', 'Import']) {
      expect(await page.getByRole('main').getByRole('button', { name }).isVisible()).toBe(true);
    }
  });

  it('is at a shell after one click, with its gate open', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'Try the practice gate' }).click();
    await terminalShows(page, 'guest@practice');
    await page.getByText(/^gate open/).waitFor();
    expect((await trayMenu(app())).map(({ label }) => label)).toContainEqual(
      expect.stringMatching(/Practice gate · open/),
    );
  });

  it('runs what is typed and shows what comes of it', async () => {
    const { page } = app();
    await type(page, 'whoami\n');
    await terminalShows(page, /whoami\s*guest/);
  });

  it('shuts the gate behind a shell that has ended, and says so', async () => {
    const { page } = app();
    await type(page, 'exit\n');
    const bar = page.getByRole('region', { name: 'Session over' });
    await bar.getByText('The gate is shut.').waitFor();
    expect(await bar.getByText('The session has ended.').isVisible()).toBe(true);
    expect((await terminalLines(page)).some((line) => line.includes('whoami'))).toBe(true);
  });

  it('connects again with Enter', async () => {
    const { page } = app();
    await page.keyboard.press('Enter');
    await page.getByText(/^gate open/).waitFor();
    await type(page, 'echo once more\n');
    await terminalShows(page, /once more\s*once more/);
  });

  it('asks once before several lines are pasted, and shows them', async () => {
    const { page } = app();
    await copyText(app(), 'echo first\necho second\n');
    await page.keyboard.press('Control+Shift+V');
    const asked = page.getByRole('dialog', { name: 'Paste 2 lines?' });
    expect(await asked.getByLabel('What will be pasted').inputValue()).toContain('echo first\necho second');
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await asked.waitFor({ state: 'hidden' });
    expect((await terminalLines(page)).join('\n')).not.toContain('first');

    await page.keyboard.press('Control+Shift+V');
    await asked.getByRole('button', { name: 'Paste' }).click();
    await terminalShows(page, /second\s*second/);
  });

  it('pastes one line without a question', async () => {
    const { page } = app();
    await copyText(app(), 'echo third');
    await page.keyboard.press('Control+Shift+V');
    await terminalShows(page, /echo third/);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Enter');
  });

  it('asks once before a live tab is closed', async () => {
    const { page } = app();
    const asked = page.getByRole('dialog', { name: 'End the session with Practice gate?' });
    await page.keyboard.press('Control+Shift+W');
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await asked.waitFor({ state: 'hidden' });
    expect(await page.getByRole('tab').count()).toBe(1);

    await page.keyboard.press('Control+Shift+W');
    await asked.getByRole('button', { name: 'End session' }).click();
    await page.getByRole('tab').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Try the practice gate' }).waitFor();
  });

  it('leaves nothing behind that would keep the app from ending', async () => {
    expect(await app().quit()).toBe(0);
  });
});
