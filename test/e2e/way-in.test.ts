import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createPerson } from '../support/command-line.ts';
import { keepProfiles } from '../support/kept-profiles.ts';
import { quitAll, startApp } from './driver/app.ts';
import { chooseFiles } from './driver/dialogs.ts';
import { editor, saveProfile } from './driver/editor.ts';
import { openImport } from './driver/import-profiles.ts';
import { profileLine } from './driver/screen.ts';

afterEach(quitAll);

const knock = { open: '7000, 8000, 9000' };

async function appWith(...names: readonly string[]) {
  const person = createPerson();
  await keepProfiles(
    person,
    names.map((name) => ({ name, host: `${name}.example.net`, knock })),
  );
  return startApp({ person, size: { width: 900, height: 600 } });
}

it('a way in is chosen in the editor, is never one that leads back, and is missed when it is deleted', async () => {
  const { page } = await appWith('bastion', 'db', 'web');
  const edit = async (name: string) => {
    await profileLine(page, name).click();
    await page.keyboard.press('F2');
    await editor(page).waitFor();
  };
  const wayIn = () => editor(page).getByRole('combobox', { name: 'Way in' });

  await edit('db');
  expect(await wayIn().textContent()).toBe('Directly');
  await wayIn().click();
  await page.getByRole('option', { name: 'bastion' }).click();
  await editor(page).getByText('Host and knocks are meant as seen from there.').waitFor();
  await saveProfile(page);

  await edit('bastion');
  await wayIn().click();
  expect(await page.getByRole('option').allTextContents()).toEqual(['Directly', 'web']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await editor(page).waitFor({ state: 'hidden' });

  await profileLine(page, 'bastion').click();
  await page.keyboard.press('Delete');
  await page.getByText('db has lost its way in.').waitFor();
  await edit('db');
  expect(await wayIn().textContent()).toBe('A profile that is not there');
  await page.keyboard.press('Escape');
  await editor(page).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await edit('db');
  expect(await wayIn().textContent()).toBe('bastion');
});

it('an import says which way in is not there, and a connect goes nowhere without it', async () => {
  const app = await appWith('web');
  const { page, person } = app;
  mkdirSync(person.documents, { recursive: true });
  const path = join(person.documents, 'db.json');
  const profile = { format: 'portcullis-profile', version: 1, name: 'db', host: '127.0.0.1', via: 'bastion', knock };
  writeFileSync(path, JSON.stringify(profile), { mode: 0o600 });
  await chooseFiles(app, path);
  await openImport(app);
  await page.getByText('Reached by way of bastion, which is not among your profiles').waitFor();
  await page.getByRole('button', { name: 'Import 1 profile' }).click();
  await profileLine(page, 'db').dblclick();
  await page.getByRole('heading', { name: 'The way in cannot be used' }).waitFor();
});
