import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBreakableWay } from '../support/breakable-way.ts';
import { createPerson, writeProfile } from '../support/command-line.ts';
import { keepProfiles } from '../support/kept-profiles.ts';
import { type App, quitAll, startApp } from './driver/app.ts';
import { copyText } from './driver/clipboard.ts';
import { chooseFiles } from './driver/dialogs.ts';
import { addSteps, editor, field, fillProfile, saveProfile, typedFor, unfold } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { openImport } from './driver/import-profiles.ts';
import { acceptHostKey, answerSecret, connectTo, profileLine, terminalShows, type } from './driver/screen.ts';
import { stillness } from './driver/stillness.ts';

let gate: OwnGate;

beforeAll(async () => {
  gate = await startGate();
});
afterAll(() => gate.stop());

/** What axe finds that keeps somebody out, a line each. @param rules those alone; all of them unless told */
async function barriers(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  // The page has no frames, for which axe would open a page of its own each time: Electron has none to give.
  const axe = new AxeBuilder({ page: page as never }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules.length > 0) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** In both themes; of what axe looks at only the contrast depends on them. */
async function expectNoBarriersIn({ page }: App): Promise<void> {
  // A colour that fades in has too little contrast for a moment.
  await stillness(page);
  expect(await barriers(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await stillness(page);
  expect(await barriers(page, ['color-contrast'])).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

describe('nobody is kept out of', () => {
  let app: App;
  const expectNoBarriers = () => expectNoBarriersIn(app);

  beforeAll(async () => {
    app = await startApp({ theme: 'light', storage: 'basic_text' });
  });
  afterAll(() => quitAll());

  it('the first screen', async () => {
    await expectNoBarriers();
  });

  it('the editor, empty and with everything wrong', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'New profile' }).click();
    await editor(page).waitFor();
    await expectNoBarriers();
    await fillProfile(page, { host: 'not a host', port: 70_000, ways: ['Key file', 'Password', 'SSH agent'] });
    await addSteps(page, 'Opening', '7000 8000/udp 9000');
    await addSteps(page, 'Closing', '99999');
    await unfold(page, 'Terminal');
    await editor(page).getByRole('button', { name: 'How it is knocked' }).click();
    await editor(page).getByRole('button', { name: 'Save', exact: true }).click();
    await expectNoBarriers();
    await page.keyboard.press('Escape');
    await editor(page).getByRole('button', { name: 'Discard' }).waitFor();
    await expectNoBarriers();
    await editor(page).getByRole('button', { name: 'Discard' }).click();
    await editor(page).waitFor({ state: 'hidden' });
  });

  it('the question about encryption', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'New profile' }).click();
    await fillProfile(page, { ...typedFor(gate, 'own gate'), group: 'Web' });
    await editor(page).getByRole('button', { name: 'Save', exact: true }).click();
    const keep = page.getByRole('button', { name: /^Keep them in a file/ });
    await keep.waitFor();
    await expectNoBarriers();
    await keep.click();
    await profileLine(page, 'own gate').waitFor();
  });

  it('the list, its menu and a search without a find', async () => {
    const { page } = app;
    await expectNoBarriers();
    await profileLine(page, 'own gate').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await expectNoBarriers();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Search' }).fill('nowhere');
    await page.getByRole('button', { name: 'Show all' }).waitFor();
    await expectNoBarriers();
    await page.getByRole('button', { name: 'Show all' }).click();
  });

  it('a kept profile, masked and shown', async () => {
    const { page } = app;
    await profileLine(page, 'own gate').click();
    await page.keyboard.press('F2');
    await editor(page).getByRole('button', { name: 'Show and edit' }).first().waitFor();
    await expectNoBarriers();
    await editor(page).getByRole('button', { name: 'Show and edit' }).first().click();
    await editor(page).getByLabel('Opening, step 1, port').waitFor();
    await expectNoBarriers();
    await saveProfile(page);
  });

  it('a rehearsal, while it runs and when it is over', async () => {
    const { page } = app;
    await profileLine(page, 'own gate').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rehearse' }).click();
    const shown = page.getByRole('dialog', { name: 'Rehearsal: own gate' });
    await shown.getByRole('button', { name: 'Cancel' }).waitFor();
    await expectNoBarriers();
    await shown.getByRole('button', { name: 'Done' }).waitFor();
    await expectNoBarriers();
    await page.keyboard.press('Enter');
    await shown.waitFor({ state: 'hidden' });
  });

  it('the host key, the password and the terminal', async () => {
    const { page } = app;
    await connectTo(page, 'own gate');
    await page.getByRole('dialog', { name: 'Is this the right server?' }).waitFor();
    await expectNoBarriers();
    await acceptHostKey(page);
    await answerSecret(page, 'Password', 'wrong');
    await page.getByText('Try 2.').waitFor();
    await expectNoBarriers();
    await answerSecret(page, 'Password', gate.password);
    await terminalShows(page, 'guest@practice');
    await expectNoBarriers();
  });

  it('the search in the terminal, a paste, the end of a live tab', async () => {
    const { page } = app;
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('textbox', { name: 'Find in this terminal' }).fill('guest');
    await expectNoBarriers();
    await page.keyboard.press('Escape');
    await copyText(app, 'one\ntwo\n');
    await page.keyboard.press('Control+Shift+V');
    await page.getByRole('dialog', { name: 'Paste 2 lines?' }).waitFor();
    await expectNoBarriers();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+W');
    await page.getByRole('dialog', { name: /^End the session/ }).waitFor();
    await expectNoBarriers();
    await page.keyboard.press('Escape');
  });

  it('a session that is over', async () => {
    const { page } = app;
    await type(page, 'exit\n');
    await page.getByRole('region', { name: 'Session over' }).getByText('The gate is shut.').waitFor();
    await expectNoBarriers();
  });

  it('a connect on its way, and one that failed', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, { name: 'dead', host: '127.0.0.1', port: 19_022, open: '19023 19024' });
    await saveProfile(page);
    await connectTo(page, 'dead');
    await page
      .getByRole('list', { name: 'Steps' })
      .getByText(/^waiting \d+ s/)
      .waitFor();
    await expectNoBarriers();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByText('Every step').click();
    await expectNoBarriers();
  });

  it('the settings', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await expectNoBarriers();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'hidden' });
  });

  it('the preview of an import, and a toast', async () => {
    const { page, person } = app;
    const good = writeProfile(person, 'good', { host: 'good.example.net', knock: { open: '1,2,3' } });
    const broken = join(person.documents, 'broken.json');
    writeFileSync(broken, '{');
    await chooseFiles(app, good, broken);
    await openImport(app);
    const sheet = page.getByRole('dialog', { name: 'Import profiles' });
    await sheet.waitFor();
    await expectNoBarriers();
    await sheet.getByRole('button', { name: 'Import 1 profile' }).click();
    await page.getByText('1 profile imported').waitFor();
    await expectNoBarriers();
  });

  it('notices', async () => {
    const { person } = app;
    await app.quit();
    writeFileSync(join(person.dataFolder, 'profiles.json'), 'broken');
    app = await startApp({ person, theme: 'light', storage: 'basic_text' });
    await app.page.getByRole('article', { name: 'The profiles could not be read' }).waitFor();
    await expectNoBarriers();
  });
});

describe('nobody is kept out of a window with many profiles:', () => {
  let app: App;
  const expectNoBarriers = () => expectNoBarriersIn(app);
  const edit = async (name: string) => {
    await profileLine(app.page, name).click();
    await app.page.keyboard.press('F2');
    await editor(app.page).waitFor();
  };
  const discard = async () => {
    await app.page.keyboard.press('Escape');
    await editor(app.page).getByRole('button', { name: 'Discard' }).click();
    await editor(app.page).waitFor({ state: 'hidden' });
  };

  beforeAll(async () => {
    const person = createPerson();
    const open = '19023,19024';
    await keepProfiles(person, [
      ...Array.from({ length: 9 }, (_, index) => ({
        name: `node-${index + 1}`,
        host: 'node.example.net',
        group: 'Nodes',
        knock: { open },
      })),
      { name: 'once', host: 'once.example.net', knock: { oneTime: [open, '19025,19026'], close: open } },
      { name: 'dead', host: '127.0.0.1', port: 19_022, knock: { open, deadlineS: 2, seqTimeoutS: 1 } },
    ]);
    app = await startApp({ person, theme: 'light', storage: 'basic_text' });
  });
  afterAll(() => quitAll());

  it('the question before many sessions', async () => {
    const { page } = app;
    await profileLine(page, 'Nodes').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Connect all' }).click();
    const asked = page.getByRole('dialog', { name: 'Start 9 sessions?' });
    await asked.waitFor();
    await expectNoBarriers();
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'hidden' });
  });

  it('a list of one-time sequences, masked, shown and wrong', async () => {
    const { page } = app;
    await edit('once');
    const list = editor(page).getByRole('group', { name: 'One-time sequences' });
    await list.getByText('2 left').waitFor();
    await expectNoBarriers();
    await list.getByRole('button', { name: 'Show and edit' }).click();
    await list.getByRole('textbox', { name: 'One-time sequences, a line each' }).fill('19023-19026\n');
    await field(page, 'Name').focus();
    await list.getByRole('alert').waitFor();
    await expectNoBarriers();
    await discard();
  });

  it('the choices of when a gate is shut, and a delay that cannot be', async () => {
    const { page } = app;
    await edit('once');
    await unfold(page, 'Closing');
    await field(page, 'The gate is shut').click();
    await page.getByRole('option', { name: 'Only by hand' }).waitFor();
    await expectNoBarriers();
    await page.getByRole('option', { name: 'A while after the last' }).click();
    await field(page, 'Delay').fill('0');
    await page.keyboard.press('Tab');
    await editor(page).getByText('The delay is a whole number').waitFor();
    await expectNoBarriers();
    await discard();
  });

  it('a rehearsal that has gone wrong, with its causes', async () => {
    const { page } = app;
    await profileLine(page, 'dead').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rehearse' }).click();
    const shown = page.getByRole('dialog', { name: 'Rehearsal: dead' });
    await shown.getByText('The gate stays shut').waitFor({ timeout: 30_000 });
    await shown.getByText(/possible cause/).click();
    await shown.getByText(/less common cause/).click();
    await expectNoBarriers();
    await page.keyboard.press('Escape');
    await shown.waitFor({ state: 'hidden' });
  });

  it('a gate that did not open, with everything unfolded', async () => {
    const { page } = app;
    await connectTo(page, 'dead');
    const diagnosis = page.getByRole('region', { name: 'dead: The gate did not open' });
    await diagnosis.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 30_000 });
    for (const fold of [/less common cause/, 'What the server should show', 'Every step']) {
      await diagnosis.getByText(fold).click();
    }
    await expectNoBarriers();
  });

  it('a session that is being reconnected', async () => {
    const { page } = app;
    const way = await openBreakableWay(gate);
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    const choice = settings.getByRole('radio', { name: 'Reconnect' });
    await choice.click();
    await expect.poll(() => choice.getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Escape');
    await settings.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, typedFor({ ...gate, port: way.port }, 'lost'));
    await field(page, 'Password').fill(gate.password);
    await saveProfile(page);
    await connectTo(page, 'lost');
    await acceptHostKey(page);
    await terminalShows(page, 'guest@practice');
    way.wall();
    await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
    const bar = page.getByRole('region', { name: 'Reconnecting' });
    await bar.getByRole('status').waitFor({ timeout: 30_000 });
    await expectNoBarriers();
    await bar.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('region', { name: 'Session over' }).waitFor();
  });
});
