import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson } from '../support/command-line.ts';
import { keepProfiles } from '../support/kept-profiles.ts';
import { type App, startApp } from './driver/app.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { profileLine } from './driver/screen.ts';

/** Three of a group, and nine of another. */
const names = Array.from({ length: 12 }, (_, index) => `node-${index + 1}`);

describe('all profiles of a group', () => {
  let gate: OwnGate;
  let app: App;
  let openings = 0;
  beforeAll(async () => {
    gate = await startGate();
    gate.onDidChange(({ event }) => {
      if (event === 'gate-opened') openings += 1;
    });
    const person = createPerson();
    const { host, port, user, knock } = gate.profile;
    const all = names.map((name, index) => ({ name, host, port, user, knock, group: index < 3 ? 'Web' : 'Rest' }));
    await keepProfiles(person, all);
    app = await startApp({ person, storage: 'none' });
  });
  afterAll(async () => {
    await app.quit();
    await gate.stop();
  });
  const tabNames = async () => {
    const texts = await app.page.getByRole('tab').allInnerTexts();
    return texts.map((text) => text.split('\n')[0]);
  };

  it('are connected from the heading’s menu, the first in front; a gate that they share is knocked once', async () => {
    const { page } = app;
    await profileLine(page, 'Web').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Connect all' }).click();
    await expect.poll(tabNames).toEqual(['node-1', 'node-2', 'node-3']);
    expect(await page.getByRole('tab', { selected: true }).innerText()).toContain('node-1');
    await page.getByText(/^gate open/).waitFor();
    await page.getByText('3 sessions').waitFor();
    expect(openings).toBe(1);
  });

  it('are asked about once where they are many, and are connected by a key', async () => {
    const { page } = app;
    await profileLine(page, 'Rest').click();
    const asked = page.getByRole('dialog', { name: 'Start 9 sessions?' });
    await page.keyboard.press('Control+Enter');
    await asked.getByText('node-4, node-5').waitFor();
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'hidden' });
    expect(await tabNames()).toHaveLength(3);

    await page.keyboard.press('Control+Enter');
    await asked.getByRole('button', { name: 'Start all' }).click();
    await expect.poll(tabNames).toEqual(names);
    await page.getByText('12 sessions').waitFor();
    expect(openings).toBe(1);
    await gate.is('open');
  });
});
