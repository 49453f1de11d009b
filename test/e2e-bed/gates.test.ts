import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { type App, quitAll, startApp } from '../e2e/driver/app.ts';
import { acceptHostKey, connectTo, terminalShows, type } from '../e2e/driver/screen.ts';
import { clickTray, trayMenu } from '../e2e/driver/tray.ts';
import { closeWindow, isVisible } from '../e2e/driver/window.ts';
import { waitFor } from '../system/bed/wait.ts';
import { type GateBed, startGateBed } from '../system/gate-bed.ts';
import { rulesAre, startAppAt } from './bed-app.ts';

afterEach(quitAll);

async function atGate(options: Parameters<typeof startGateBed>[0] = {}): Promise<GateBed> {
  const bed = await startGateBed(options);
  onTestFinished(() => bed.stop());
  return bed;
}

describe('a gate', () => {
  it('that never opens ends in a diagnosis', async () => {
    const bed = await atGate();
    await bed.knockd.stop();
    const { page } = await startAppAt(bed);
    await connectTo(page, 'web');
    await page.getByText('knock 3 of 3').first().waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
    const main = page.getByRole('main');
    for (const label of ['Seen', 'Means', 'Try']) expect(await main.getByText(label, { exact: true }).count()).toBe(1);
    await main.getByText('stayed silent, before the knocks and after').waitFor();
    expect(await main.getByRole('listitem').first().innerText()).toContain('do not fit what the server waits for');
    await main.getByText('opens for another address than yours').waitFor();
    await main.getByText(/less common cause/).click();
    await main.getByText('Your address is banned').waitFor();
    await main.getByRole('img', { name: /^The attempt drawn along its time/ }).waitFor();
    await main.getByText('What the server should show').click();
    await main.getByText('Stage 3').waitFor();
    const text = await main.innerText();
    expect(text).toContain(`src host ${bed.client.ipv4}`);
    for (const port of `${bed.knock.open},${bed.knock.close}`.split(',')) expect(text).not.toContain(port);
    expect(await bed.rules()).toEqual([]);
  });

  it('can be given up on while it is knocked at, and nothing is knocked any more', async () => {
    const bed = await atGate();
    const { page } = await startAppAt(bed, {}, {}, { delayMs: 5000 });
    await connectTo(page, 'web');
    await page.getByText('knock 1 of 3').first().waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Try again' }).and(page.locator(':enabled')).waitFor();
    expect(bed.knockd.log()).not.toContain('Stage 3');
    expect(await bed.rules()).toEqual([]);
  });

  it('that was open before says so, and why it may have been', async () => {
    const bed = await atGate({ firewall: 'none' });
    const { page } = await startAppAt(bed);
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await terminalShows(page, '$');
    await page.getByRole('button', { name: 'Why was it open?' }).click();
    const dialog = page.getByRole('dialog', { name: 'The gate was open before' });
    expect(await dialog.getByRole('listitem').first().innerText()).toContain('not protected');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(bed.knockd.openings()).toEqual({});
  });

  it('with two tabs is shut after the last', async () => {
    const bed = await atGate();
    const { page } = await startAppAt(bed);
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await terminalShows(page, '$');
    await connectTo(page, 'web');
    await waitFor('two tabs', async () => (await page.getByRole('tab').count()) === 2);
    await terminalShows(page, '$');
    await page.getByText('2 sessions').waitFor();
    await type(page, 'exit\n');
    await page.getByText(/The gate stays open/).waitFor();
    expect(await bed.rules()).toHaveLength(1);
    await page.getByRole('tab').first().click();
    await type(page, 'exit\n');
    await page.getByText('The gate is shut.').waitFor();
    expect(await bed.rules()).toEqual([]);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });
});

describe("the tray's menu", () => {
  it('opens and closes a gate by hand, connects, closes all, shows and quits', async () => {
    const bed = await atGate();
    const app = await startAppAt(bed);
    const { page } = app;
    // The list of favourites and recents is empty for somebody who has just come.
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await terminalShows(page, '$');
    await type(page, 'exit\n');
    await page.getByText('The gate is shut.').waitFor();

    await clickTray(app, 'web', 'Open gate');
    await rulesAre(bed, 1);
    await waitFor('the age in the menu', async () => (await labels(app)).some((label) => /^web · open/.test(label)));
    await clickTray(app, 'web', 'Close gate');
    await rulesAre(bed, 0);

    await clickTray(app, 'web', 'Knock and connect');
    await terminalShows(page, '$');
    await rulesAre(bed, 1);
    await clickTray(app, 'Close all gates');
    await rulesAre(bed, 0);

    await closeWindow(app);
    await waitFor('a hidden window', async () => !(await isVisible(app)));
    await clickTray(app, 'Show Portcullis');
    await waitFor('the window', () => isVisible(app));

    await clickTray(app, 'web', 'Open gate');
    await rulesAre(bed, 1);
    // The process may be gone before the click's answer.
    clickTray(app, 'Quit').catch(() => undefined);
    expect(await app.ended).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });
});

describe('an end', () => {
  it('of the app with a session and a gate held by hand shuts what is open', async () => {
    const bed = await atGate();
    const app = await startAppAt(bed);
    await connectTo(app.page, 'web');
    await acceptHostKey(app.page);
    await terminalShows(app.page, '$');
    await clickTray(app, 'web', 'Open gate');
    await app.page.getByText('by hand').first().waitFor();
    expect(await app.quit()).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });

  it('by SIGKILL leaves the gate to the next start, which shuts it and says so', async () => {
    const bed = await atGate();
    const first = await startAppAt(bed);
    await connectTo(first.page, 'web');
    await acceptHostKey(first.page);
    await terminalShows(first.page, '$');
    await first.kill();
    expect(await bed.rules()).toHaveLength(1);
    const second = await startApp({ person: first.person });
    await rulesAre(bed, 0);
    await second.page.getByText(/from an earlier run/i).waitFor();
  });

  it('by SIGTERM shuts the gate', async () => {
    const bed = await atGate();
    const app = await startAppAt(bed);
    await connectTo(app.page, 'web');
    await acceptHostKey(app.page);
    await terminalShows(app.page, '$');
    app.electron.process().kill('SIGTERM');
    await app.ended;
    await rulesAre(bed, 0);
  });
});

async function labels(app: App): Promise<readonly string[]> {
  return (await trayMenu(app)).map(({ label }) => label);
}
