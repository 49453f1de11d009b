import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, sharedApp } from './driver/app.ts';
import { complaintOf, editor, field, fillProfile, saveProfile, typedFor, unfold } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { acceptHostKey, connectTo, profileLine, terminalShows, type } from './driver/screen.ts';
import { trayMenu } from './driver/tray.ts';

let gate: OwnGate;

beforeAll(async () => {
  gate = await startGate();
});
afterAll(() => gate.stop());

/** Chooses when the gate of the editor in front is shut. */
async function chooseEnding({ page }: App, label: string): Promise<void> {
  await unfold(page, 'Closing');
  await field(page, 'The gate is shut').click();
  await page.getByRole('option', { name: label }).click();
}

async function edit({ page }: App): Promise<void> {
  await profileLine(page, 'own gate').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Edit' }).click();
}

const gateBar = ({ page }: App) => page.getByRole('region', { name: 'Gate', exact: true });
const sessionOver = ({ page }: App) => page.getByRole('region', { name: 'Session over' });

describe('when a gate is shut', () => {
  const app = sharedApp();

  it('is chosen in the editor, with a delay that is checked beside its field', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, typedFor(gate, 'own gate'));
    await field(page, 'Password').fill(gate.password);
    await chooseEnding(app(), 'A while after the last');
    await editor(page).getByText('The gate stays open for a while, so that the next session need not knock.').waitFor();
    const delay = field(page, 'Delay');
    await delay.fill('0');
    await delay.press('Tab');
    await expect.poll(() => complaintOf(delay)).toBe('The delay is a whole number from 1 to 86400.');
    await delay.fill('55');
    await saveProfile(page);
    await edit(app());
    expect(await field(page, 'Delay').inputValue()).toBe('55');
    await page.keyboard.press('Escape');
  });

  it('counts down under a session that is over, and in the tray, until it is shut', async () => {
    const { page } = app();
    await connectTo(page, 'own gate');
    await acceptHostKey(page);
    await terminalShows(page, 'guest@practice');
    await gateBar(app()).getByText('shuts 55 s after the session').waitFor();
    await type(page, 'exit\n');
    await sessionOver(app()).getByText('The gate shuts 55 s after the last session.').waitFor();
    await gateBar(app())
      .getByText(/^shuts in \d\d s$/)
      .waitFor();
    const labels = async () => (await trayMenu(app())).map(({ label }) => label).join('\n');
    await expect.poll(labels).toMatch(/^own gate · open 0 min, shuts in \d+ s$/m);
    expect(gate.isOpen()).toBe(true);
    await gateBar(app()).getByRole('button', { name: 'Shut now' }).click();
    await gate.is('shut');
    await gateBar(app()).waitFor({ state: 'hidden' });
  });

  it('by hand alone leaves it open after the session, and says so', async () => {
    const { page } = app();
    await edit(app());
    await chooseEnding(app(), 'Only by hand');
    await saveProfile(page);
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await terminalShows(page, 'guest@practice');
    await type(page, 'exit\n');
    await sessionOver(app()).getByText('The gate stays open until you shut it.').waitFor();
    await gateBar(app()).getByText('held by hand').waitFor();
    await gateBar(app()).getByRole('button', { name: 'Shut now' }).click();
    await gate.is('shut');
  });
});
