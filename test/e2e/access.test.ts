import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { writeProfile } from '../support/command-line.ts';
import { type App, quitAll, startApp } from './driver/app.ts';
import { expectNoBarriersIn } from './driver/barriers.ts';
import { copyText } from './driver/clipboard.ts';
import { chooseFiles } from './driver/dialogs.ts';
import { addSteps, editor, fillProfile, saveProfile, typedFor, unfold } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { openImport } from './driver/import-profiles.ts';
import { acceptHostKey, answerSecret, connectTo, profileLine, terminalShows, type } from './driver/screen.ts';

let gate: OwnGate;

beforeAll(async () => {
  gate = await startGate();
});
afterAll(() => gate.stop());

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
