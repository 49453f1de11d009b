import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createPerson, type Person } from '../support/command-line.ts';
import { type App, isRealElectron, quitAll, startApp } from './driver/app.ts';
import { addProfile, addSteps, editor, fillProfile, saveProfile, shownPorts } from './driver/editor.ts';
import { listedNames, profileLine } from './driver/screen.ts';

afterEach(quitAll);

const typed = { name: 'web-1', host: 'web-1.example.net', open: '47111 48222 49333' };

function write({ dataFolder }: Person, file: string, content: string): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeFileSync(join(dataFolder, file), content, { mode: 0o600 });
}

const read = ({ dataFolder }: Person, file: string) => readFileSync(join(dataFolder, file), 'utf8');

/** The file that was moved aside, by its content. */
const findAside = ({ dataFolder }: Person, file: string, content: string) =>
  readdirSync(dataFolder)
    .filter((name) => name !== file && name.startsWith(file.replace('.json', '')))
    .find((name) => readFileSync(join(dataFolder, name), 'utf8') === content);

describe('stores that cannot be used', () => {
  it.each([
    [
      'broken',
      { 'profiles.json': '{"version":1,"profiles":[{"name":"web', 'settings.json': 'theme = dark' },
      /damaged/,
    ],
    [
      'from the future',
      { 'profiles.json': '{"version":99,"profiles":[]}', 'settings.json': '{"version":99,"theme":"x"}' },
      /newer Portcullis/,
    ],
  ])(
    'because they are %s are moved aside unchanged, the person is told, and the app goes on; as of a folder open to others',
    async (_name, files, why) => {
      const person = createPerson();
      for (const [file, content] of Object.entries(files)) write(person, file, content);
      chmodSync(person.dataFolder, 0o777);
      const { page } = await startApp({ person });
      const exposed = page.getByRole('article', { name: 'Other users could reach Portcullis’ data' });
      await exposed.getByText('(mode 0777). It is yours alone again.').waitFor();
      await exposed.getByRole('button', { name: 'Dismiss' }).click();
      for (const [file, content] of Object.entries(files)) {
        const what = file.replace('.json', '');
        const notice = page.getByRole('article', { name: `The ${what} could not be read` });
        await notice.getByText(why).waitFor();
        const aside = findAside(person, file, content);
        expect(aside).toBeDefined();
        expect(await notice.innerText()).toContain(join(person.dataFolder, aside ?? ''));
        await notice.getByRole('button', { name: 'Dismiss' }).click();
        await notice.waitFor({ state: 'detached' });
      }
      await addProfile(page, typed);
      expect(await listedNames(page)).toEqual(['web-1']);
    },
  );
});

describe('secrets that this computer cannot decrypt any more', () => {
  it.skipIf(isRealElectron)('keep their profile, which asks for its sequence again', async () => {
    const person = createPerson();
    const first = await startApp({ person });
    await addProfile(first.page, typed);
    await first.quit();
    const before = read(person, 'profiles.json');
    const folder = keyringOf(person);
    rmSync(folder);

    const { page } = await startApp({ person });
    await profileLine(page, 'web-1').click();
    expect(read(person, 'profiles.json')).toBe(before);
    await page.keyboard.press('F2');
    await editor(page).getByText('cannot be decrypted on this computer').waitFor();
    await addSteps(page, 'Opening', '50111 50222');
    await saveProfile(page);
    await page.keyboard.press('F2');
    await editor(page).getByRole('button', { name: 'Show and edit' }).first().click();
    await expect.poll(() => shownPorts(page, 'Opening')).toEqual(['50111', '50222']);
  });
});

/** Where the stand-in keeps what takes a keyring's place. */
function keyringOf({ dataFolder }: Person): string {
  const found = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('standin-keyring'),
  );
  if (found === undefined) throw new Error('The stand-in has no keyring file.');
  return join(dataFolder, found);
}

describe.skipIf(isRealElectron)('a system without encryption', () => {
  const question = ({ page }: App) => page.getByRole('dialog', { name: 'This system offers no real encryption' });
  const saveNew = async (app: App) => {
    await app.page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(app.page, typed);
    await editor(app.page).getByRole('button', { name: 'Save', exact: true }).click();
    await question(app).waitFor();
    // Put off, nothing is kept, and nothing typed is lost.
    await question(app).getByRole('button', { name: 'Not now' }).click();
    expect(await editor(app.page).isVisible()).toBe(true);
    expect(await profileLine(app.page, 'web-1').count()).toBe(0);
    expect(readdirSync(app.person.dataFolder)).not.toContain('profiles.json');
    await editor(app.page).getByRole('button', { name: 'Save', exact: true }).click();
  };

  it('asks before it keeps anything, and keeps nothing secret on the disk when that is chosen', async () => {
    const person = createPerson();
    const app = await startApp({ person, storage: 'basic_text' });
    await saveNew(app);
    await question(app)
      .getByRole('button', { name: /^Only until Portcullis ends/ })
      .click();
    await profileLine(app.page, 'web-1').click();
    await app.page.keyboard.press('F2');
    await editor(app.page).getByRole('button', { name: 'Show and edit' }).first().click();
    await expect.poll(() => shownPorts(app.page, 'Opening')).toEqual(['47111', '48222', '49333']);
    await app.quit();
    expect(read(person, 'profiles.json')).not.toMatch(/47111|48222|49333|[sk]1\./);

    const again = await startApp({ person, storage: 'basic_text' });
    await profileLine(again.page, 'web-1').click();
    await again.page.keyboard.press('F2');
    await editor(again.page).waitFor();
    expect(await shownPorts(again.page, 'Opening')).toEqual([]);
    expect(await editor(again.page).getByRole('button', { name: 'Show and edit' }).count()).toBe(0);
  });

  it('keeps them sealed in a file when that is chosen, and asks only once', async () => {
    const person = createPerson();
    const app = await startApp({ person, storage: 'none' });
    await saveNew(app);
    await question(app)
      .getByRole('button', { name: /^Keep them in a file/ })
      .click();
    await profileLine(app.page, 'web-1').waitFor();
    await addProfile(app.page, { ...typed, name: 'web-2' });
    await app.quit();
    expect(read(person, 'profiles.json')).not.toMatch(/47111|48222|49333/);

    const again = await startApp({ person, storage: 'none' });
    expect(await listedNames(again.page)).toEqual(['web-1', 'web-2']);
    await profileLine(again.page, 'web-2').click();
    await again.page.keyboard.press('F2');
    await editor(again.page).getByRole('button', { name: 'Show and edit' }).first().click();
    await expect.poll(() => shownPorts(again.page, 'Opening')).toEqual(['47111', '48222', '49333']);
  });
});
