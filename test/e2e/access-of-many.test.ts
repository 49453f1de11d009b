import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBreakableWay } from '../support/breakable-way.ts';
import { createPerson } from '../support/command-line.ts';
import { keepProfiles } from '../support/kept-profiles.ts';
import { type App, quitAll, startApp } from './driver/app.ts';
import { expectNoBarriersIn } from './driver/barriers.ts';
import { editor, field, fillProfile, saveProfile, typedFor, unfold } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { acceptHostKey, connectTo, profileLine, terminalShows } from './driver/screen.ts';

let gate: OwnGate;

beforeAll(async () => {
  gate = await startGate();
});
afterAll(() => gate.stop());

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
