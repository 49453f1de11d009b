import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseProfile } from '../../electron/shared/profile.ts';
import { portcullis, writeProfile } from '../support/command-line.ts';
import { sharedApp } from './driver/app.ts';
import { chooseFiles, chooseSavePath } from './driver/dialogs.ts';
import { editor, shownPorts } from './driver/editor.ts';
import { openImport } from './driver/import-profiles.ts';
import { listedNames, profileLine } from './driver/screen.ts';

describe('profile files', () => {
  const app = sharedApp();
  const knock = { open: '47111,48222:udp,49333', close: '49333,47111' };

  it('are shown before anything is kept: what can be used, what is wrong, what others can read', async () => {
    const { page, person } = app();
    const good = writeProfile(person, 'good', { host: 'good.example.net', knock });
    const exposed = writeProfile(person, 'exposed', { host: 'exposed.example.net', knock });
    chmodSync(exposed, 0o644);
    const newer = writeProfile(person, 'newer', { version: 3, host: 'newer.example.net', knock });
    const broken = join(person.documents, 'broken.json');
    writeFileSync(broken, '{ "format": "portcullis-profile", "version": 1, "host": ', { mode: 0o600 });
    await chooseFiles(app(), good, exposed, newer, broken);
    await page.getByRole('button', { name: 'Import' }).click();

    const sheet = page.getByRole('dialog', { name: 'Import profiles' });
    const lines = sheet.getByRole('listitem');
    await lines.filter({ hasText: 'good.example.net' }).getByText('3 steps to open, 2 to shut').waitFor();
    await lines
      .filter({ hasText: 'exposed.example.net' })
      .getByText('Others on this computer can read the file')
      .waitFor();
    await lines.filter({ hasText: 'newer.json' }).getByText('The profile is of version 3').waitFor();
    await lines.filter({ hasText: 'broken.json' }).getByText('it is not JSON').waitFor();
    expect(await page.content()).not.toMatch(/47111|48222|49333/);
  });

  it('are kept when they are chosen, and only those', async () => {
    const { page } = app();
    const sheet = page.getByRole('dialog', { name: 'Import profiles' });
    await sheet.getByRole('checkbox', { name: /exposed/ }).click();
    await sheet.getByRole('button', { name: 'Import 1 profile' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await expect.poll(() => listedNames(page)).toEqual(['good']);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await editor(page).getByRole('button', { name: 'Show and edit' }).first().click();
    await expect.poll(() => shownPorts(page, 'Opening')).toEqual(['47111', '48222', '49333']);
    await page.keyboard.press('Escape');
  });

  it('of a name that is taken are kept under another', async () => {
    const { page, person } = app();
    await chooseFiles(app(), join(person.documents, 'good.json'));
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Escape');
    await openImport(app());
    const sheet = page.getByRole('dialog', { name: 'Import profiles' });
    await sheet.getByText('A profile of this name is there').waitFor();
    await sheet.getByRole('button', { name: 'Import 1 profile' }).click();
    await expect.poll(async () => (await listedNames(page)).length).toBe(2);
    expect(new Set(await listedNames(page)).size).toBe(2);
  });

  it('are written for this user alone, and read by the command line', async () => {
    const { page, person } = app();
    mkdirSync(person.documents, { recursive: true });
    const path = join(person.documents, 'exported.json');
    await chooseSavePath(app(), path);
    await profileLine(page, 'good.example.net').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    await page.getByText(`Exported to ${path}`).waitFor();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const profile = parseProfile(readFileSync(path, 'utf8'));
    expect(profile).toMatchObject({ host: 'good.example.net', knock });
    const { status, stderr } = await portcullis(person, ['check', path]);
    // The name leads nowhere: the file was read.
    expect(stderr).toMatch(/good\.example\.net/);
    expect(status).not.toBe(0);
  });
});
