import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, sharedApp } from './driver/app.ts';
import { editor, field, fillProfile, saveProfile, typedFor } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { acceptHostKey, connectTo, profileLine, terminalShows, type } from './driver/screen.ts';
import { clickTray, trayMenu } from './driver/tray.ts';
import { hideWindow, isVisible } from './driver/window.ts';

let gate: OwnGate;

beforeAll(async () => {
  gate = await startGate();
});
afterAll(() => gate.stop());

/** Adds a favourite that knows its password, so that nothing is asked but the host key. */
async function addOwnGate({ page }: App): Promise<void> {
  await page.getByRole('button', { name: 'New profile' }).first().click();
  await fillProfile(page, typedFor(gate, 'own gate'));
  await field(page, 'Password').fill(gate.password);
  await saveProfile(page);
  await profileLine(page, 'own gate').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Add to favourites' }).click();
}

/** The mark in a profile's line, by what it says of the gate. */
const gateGlyph = ({ page }: App, name: string, state: string) =>
  profileLine(page, name).getByRole('img', { name: state });

const sessionOver = ({ page }: App) => page.getByRole('region', { name: 'Session over' });

describe('two sessions at one gate', () => {
  const app = sharedApp();

  it('hold it open together: it is shut after the last', async () => {
    const { page } = app();
    await addOwnGate(app());
    await connectTo(page, 'own gate');
    await acceptHostKey(page);
    await terminalShows(page, 'guest@practice');
    await connectTo(page, 'own gate');
    await page.getByText('2 sessions').waitFor();
    await terminalShows(page, 'guest@practice');
    await type(page, 'exit\n');
    await sessionOver(app()).getByText('The gate stays open: held by 1 other session.').waitFor();
    expect(gate.isOpen()).toBe(true);
    await page.keyboard.press('Control+1');
    await type(page, 'exit\n');
    await sessionOver(app()).getByText('The gate is shut.').waitFor();
    await gate.is('shut');
  });

  it('can be opened and shut by hand, from the list', async () => {
    const { page } = app();
    await profileLine(page, 'own gate').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Open gate' }).click();
    await gate.is('open');
    await page.getByText('held by hand').waitFor();
    await page.getByRole('region', { name: 'Gate' }).getByRole('button', { name: 'Shut now' }).click();
    await gate.is('shut');
    await gateGlyph(app(), 'own gate', 'gate shut').waitFor();
  });
});

describe('the tray', () => {
  const app = sharedApp();
  const labels = async () => (await trayMenu(app())).map(({ label }) => label);

  it('has every gate that is a favourite, with what can be done', async () => {
    await addOwnGate(app());
    await expect.poll(labels).toEqual(['own gate', 'Close all gates', 'Show Portcullis', 'Quit']);
    const [own] = await trayMenu(app());
    expect(own?.entries.map(({ label, isEnabled }) => [label, isEnabled])).toEqual([
      ['Knock and connect', true],
      ['Open gate', true],
      ['Close gate', false],
    ]);
  });

  it('knocks and connects', async () => {
    const { page } = app();
    await clickTray(app(), 'own gate', 'Knock and connect');
    await acceptHostKey(page);
    await terminalShows(page, 'guest@practice');
    await expect.poll(labels).toContainEqual(expect.stringMatching(/^own gate · open/));
    await type(page, 'exit\n');
    await sessionOver(app()).getByText('The gate is shut.').waitFor();
  });

  it('opens a gate and shuts it', async () => {
    await clickTray(app(), 'own gate', 'Open gate');
    await gate.is('open');
    await expect.poll(labels).toContainEqual(expect.stringMatching(/^own gate · open/));
    await clickTray(app(), 'own gate', 'Close gate');
    await gate.is('shut');
    await expect.poll(labels).toContain('own gate');
  });

  it('shuts all gates', async () => {
    await clickTray(app(), 'own gate', 'Open gate');
    await gate.is('open');
    await clickTray(app(), 'Close all gates');
    await gate.is('shut');
  });

  it('shows the window', async () => {
    await hideWindow(app());
    await clickTray(app(), 'Show Portcullis');
    expect(await isVisible(app())).toBe(true);
  });

  it('quits, and shuts what is open on the way', async () => {
    await clickTray(app(), 'own gate', 'Open gate');
    await gate.is('open');
    // The process may be gone before the click's answer.
    clickTray(app(), 'Quit').catch(() => undefined);
    expect(await app().ended).toBe(0);
    expect(gate.isOpen()).toBe(false);
  });
});

describe('what was learned of a gate', () => {
  const app = sharedApp();

  it('is shown in its profile, and can be forgotten', async () => {
    const { page } = app();
    await addOwnGate(app());
    await connectTo(page, 'own gate');
    await acceptHostKey(page);
    await terminalShows(page, 'guest@practice');
    await type(page, 'exit\n');
    await sessionOver(app()).getByText('The gate is shut.').waitFor();
    await profileLine(page, 'own gate').click();
    await page.keyboard.press('F2');
    await editor(page).getByRole('button', { name: 'How it is knocked' }).click();
    const learned = editor(page).getByText(/^Learned: \d+ ms between knocks/);
    await learned.waitFor();
    await editor(page).getByRole('button', { name: 'Forget' }).click();
    await learned.waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await editor(page).waitFor({ state: 'hidden' });
  });
});

describe('a gate that never opens', () => {
  const app = sharedApp();

  it('can be cancelled while it is dialled', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, { name: 'dead', host: '127.0.0.1', port: 19_022, open: '19023 19024', close: '19025' });
    await editor(page).getByRole('button', { name: 'How it is knocked' }).click();
    await field(page, 'Daemon forgets after').fill('1');
    await saveProfile(page);
    await connectTo(page, 'dead');
    await page
      .getByRole('list', { name: 'Steps' })
      .getByText(/^dialling/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await gateGlyph(app(), 'dead', 'gate shut').waitFor();
  });

  it('is told with what was seen, what it means and what to try', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'Try again' }).click();
    const diagnosis = page.getByRole('region', { name: 'dead: The gate did not open' });
    // At a gate that nobody has seen open the next attempt waits until half a minute has passed since the first dials.
    await diagnosis.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 90_000 });
    const text = await diagnosis.innerText();
    for (const word of ['Seen', 'Means', 'Try', 'Nothing was seen to open']) expect(text).toContain(word);
    expect(text).not.toMatch(/1902[345]/);
    await gateGlyph(app(), 'dead', 'gate did not open').waitFor();
    await diagnosis.getByRole('button', { name: 'Edit' }).click();
    await editor(page).waitFor();
  });
});
