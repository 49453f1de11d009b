import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createPerson } from '../support/command-line.ts';
import { filesIn } from '../support/former-install.ts';
import { playWindows } from '../support/played-windows.ts';
import { isRealElectron, quitAll, startApp } from './driver/app.ts';
import { addProfile, editor, shownPorts } from './driver/editor.ts';
import { listedNames, profileLine } from './driver/screen.ts';

afterEach(quitAll);

// Electron itself takes no preloaded module, and finds out where it runs on its own.
describe.skipIf(isRealElectron)('the app on Windows', () => {
  const ofBundle = '/.vite/build/main.cjs';

  it('finds what an earlier version kept in the installer’s folder, secrets too, and outlives the installer', async () => {
    const person = createPerson();
    const { local, env } = playWindows(person, ofBundle);
    const [former, folder] = [join(local, 'Portcullis'), join(local, 'Portcullis Data')];
    const start = () => startApp({ person, env, storage: 'dpapi' });
    const first = await start();
    await addProfile(first.page, { name: 'web-1', host: 'web-1.example.net', open: '47111 48222 49333' });
    await first.quit();
    // The same files in the folder of before.
    renameSync(folder, former);
    writeFileSync(join(former, 'Update.exe'), 'MZ');

    const { page } = await start();
    expect(await listedNames(page)).toEqual(['web-1']);
    const stays = Object.keys(filesIn(former)).filter((name) => !name.startsWith('window/'));
    expect(stays).toEqual(['Update.exe']);
    expect(readdirSync(folder)).toContain('profiles.json');
    rmSync(former, { recursive: true });
    await profileLine(page, 'web-1').click();
    await page.keyboard.press('F2');
    await editor(page).getByRole('button', { name: 'Show and edit' }).first().click();
    await expect.poll(() => shownPorts(page, 'Opening')).toEqual(['47111', '48222', '49333']);
  });

  it('says why it still works in the installer’s folder', async () => {
    const person = createPerson();
    const { local, env } = playWindows(person, ofBundle);
    mkdirSync(join(local, 'Portcullis', 'known_hosts'), { recursive: true });
    const { page } = await startApp({ person, env, storage: 'dpapi' });
    const notice = page.getByRole('article', { name: 'The data could not be moved' });
    await notice.getByText('known_hosts is not a file').waitFor();
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(readdirSync(local)).toEqual(['Portcullis']);
  });
});
