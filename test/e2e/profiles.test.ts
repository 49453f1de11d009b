import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createPerson } from '../support/command-line.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { quitAll, sharedApp, startApp } from './driver/app.ts';
import { addProfile, editor, field, fillProfile, saveProfile, shownPorts } from './driver/editor.ts';
import { listedNames, profileLine } from './driver/screen.ts';

const sequence = '47111 48222 49333';

describe('the list of profiles', () => {
  const app = sharedApp();

  it('shows a profile as soon as it is saved', async () => {
    const { page } = app();
    await addProfile(page, { name: 'web-1', host: 'web-1.example.net', group: 'Web', open: sequence });
    await addProfile(page, { name: 'web-2', host: 'web-2.example.net', group: 'Web', open: sequence });
    await addProfile(page, { name: 'db-1', host: 'db.example.net', user: 'postgres', open: sequence });
    expect(await listedNames(page)).toEqual(['Web', 'web-1', 'web-2', 'Other', 'db-1']);
  });

  it('shows what was edited', async () => {
    const { page } = app();
    await profileLine(page, 'db-1').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await fillProfile(page, { name: 'database', host: 'db-2.example.net' });
    await saveProfile(page);
    await profileLine(page, 'database').getByText('db-2.example.net').waitFor();
  });

  it('copies a profile with its sequence, and opens the copy', async () => {
    const { page } = app();
    await profileLine(page, 'database').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await editor(page).getByRole('button', { name: 'Show and edit' }).first().click();
    await expect.poll(() => shownPorts(page, 'Opening')).toEqual(['47111', '48222', '49333']);
    await field(page, 'Name').fill('replica');
    await saveProfile(page);
    expect(await listedNames(page)).toEqual(['Web', 'web-1', 'web-2', 'Other', 'database', 'replica']);
  });

  it('brings a deleted profile back with Undo', async () => {
    const { page } = app();
    await profileLine(page, 'replica').click();
    await page.keyboard.press('Delete');
    await profileLine(page, 'replica').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await profileLine(page, 'replica').waitFor();
  });

  it('finds by name, host, user and group, and says when nothing is found', async () => {
    const { page } = app();
    const search = page.getByRole('combobox', { name: 'Search' });
    await search.fill('postgres');
    await expect.poll(() => listedNames(page)).toEqual(['database', 'replica']);
    await search.fill('web-2.ex');
    await expect.poll(() => listedNames(page)).toEqual(['Web', 'web-2']);
    await search.fill('nowhere');
    await page.getByRole('status').getByText('Nothing has “nowhere”').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => (await listedNames(page)).length).toBe(6);
  });

  it('puts favourites first', async () => {
    const { page } = app();
    await profileLine(page, 'web-2').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Add to favourites' }).click();
    await expect
      .poll(() => listedNames(page))
      .toEqual(['Favourites', 'web-2', 'Web', 'web-1', 'Other', 'database', 'replica']);
  });

  it('folds a group and unfolds it', async () => {
    const { page } = app();
    const group = profileLine(page, 'Other');
    await group.click();
    await expect.poll(() => listedNames(page)).toEqual(['Favourites', 'web-2', 'Web', 'web-1', 'Other']);
    expect(await group.getAttribute('aria-expanded')).toBe('false');
    await group.click();
    await profileLine(page, 'database').waitFor();
  });
});

describe('a person without a mouse', () => {
  afterEach(quitAll);

  it('adds, finds, edits and deletes a profile, and finds everything again after a restart', async () => {
    const person = createPerson();
    mustNotLeak({ ports: [47_111, 48_222, 49_333] });
    const first = await startApp({ person });
    const { page } = first;
    for (const name of ['alpha', 'beta']) {
      await page.keyboard.press('Control+N');
      await editor(page).waitFor();
      await page.keyboard.type(name);
      await page.keyboard.press('Tab');
      await page.keyboard.type(`${name}.example.net`);
      await editor(page).getByLabel('Opening, add a step').focus();
      await page.keyboard.type(`${sequence}`);
      await page.keyboard.press('Control+Enter');
      await editor(page).waitFor({ state: 'hidden' });
    }
    await page.keyboard.press('Control+K');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => profileLine(page, 'beta').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => profileLine(page, 'alpha').getAttribute('aria-selected')).toBe('true');
    // From the search to the list, where the keys for a profile are.
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await editor(page).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type('-1');
    await page.keyboard.press('Control+Enter');
    await profileLine(page, 'alpha-1').waitFor();
    await page.keyboard.press('Control+K');
    await page.keyboard.type('bet');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.press('Delete');
    await expect.poll(() => listedNames(page)).toEqual(['alpha-1']);
    expect(await first.quit()).toBe(0);

    const kept = readFileSync(join(person.dataFolder, 'profiles.json'), 'utf8');
    expect(kept).toContain('alpha.example.net');
    expect(kept).not.toMatch(/47111|48222|49333/);

    const { page: again } = await startApp({ person });
    expect(await listedNames(again)).toEqual(['alpha-1']);
    await again.keyboard.press('Control+K');
    await again.keyboard.press('ArrowDown');
    await again.keyboard.press('Escape');
    await again.keyboard.press('F2');
    await editor(again).getByRole('button', { name: 'Show and edit' }).first().click();
    await expect.poll(() => shownPorts(again, 'Opening')).toEqual(['47111', '48222', '49333']);
  });
});
