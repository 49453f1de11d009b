import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatSequence } from '../../electron/shared/sequence.ts';
import { drawSteps } from '../support/made-gate.ts';
import { sharedApp } from './driver/app.ts';
import { editor, field, fillProfile, saveProfile, typedFor, unfold } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { profileLine, terminal } from './driver/screen.ts';

describe('a rehearsal', () => {
  const app = sharedApp();
  let gate: OwnGate;
  beforeAll(async () => {
    gate = await startGate();
  });
  afterAll(() => gate.stop());
  const dialog = (name: string) => app().page.getByRole('dialog', { name: `Rehearsal: ${name}` });

  it('saves what is in the editor, and goes through the whole cycle', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, typedFor(gate, 'web'));
    await editor(page).getByRole('button', { name: 'Rehearse' }).click();
    const shown = dialog('web');
    await shown.getByText('Keep your session on the server open').waitFor();
    await shown.getByText('Yes, the port refuses').waitFor();
    await shown.getByText(/Yes, \d+ ms after the last knock; “SSH-2\.0-.*” answers/).waitFor();
    const verdict = shown.getByRole('status');
    await verdict.getByText('The gate works', { exact: true }).waitFor();
    expect(gate.isOpen()).toBe(false);
    expect(await terminal(page).count()).toBe(0);
    await page.keyboard.press('Enter');
    await shown.waitFor({ state: 'hidden' });
    await profileLine(page, 'web').waitFor();
  });

  it('is in a profile’s menu, and is broken off by Escape', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, typedFor(gate, 'slow'));
    await editor(page).getByRole('button', { name: 'How it is knocked' }).click();
    await field(page, 'Pause between knocks').fill('3000');
    await saveProfile(page);
    await profileLine(page, 'slow').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rehearse' }).click();
    const shown = dialog('slow');
    await shown.getByText('Knocking …').waitFor();
    await page.keyboard.press('Escape');
    await shown.getByText('Broken off').waitFor();
    await shown.getByText('Nothing was opened.').waitFor();
    await page.keyboard.press('Escape');
    await shown.waitFor({ state: 'hidden' });
    expect(gate.isOpen()).toBe(false);
  });

  it('of a wrong sequence says so, and leads to the editor', async () => {
    const { page } = app();
    const { close: _, ...typed } = typedFor(gate, 'wrong');
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, { ...typed, open: formatSequence(drawSteps()) });
    await editor(page).getByRole('button', { name: 'How it is knocked' }).click();
    await field(page, 'Given up after').fill('2');
    await saveProfile(page);
    await profileLine(page, 'wrong').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rehearse' }).click();
    const shown = dialog('wrong');
    await shown.getByRole('status').getByText('The gate stays shut').waitFor();
    expect(await shown.getByText('Not asked').count()).toBe(1);
    await shown.getByRole('button', { name: 'Edit' }).click();
    await unfold(page, 'Knock');
    await page.keyboard.press('Escape');
    await editor(page).waitFor({ state: 'hidden' });
  });

  it('works at the practice gate', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'Practice gate' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rehearse' }).click();
    const shown = dialog('Practice gate');
    await shown.getByRole('status').getByText('The gate works', { exact: true }).waitFor();
    await shown.getByRole('button', { name: 'Done' }).click();
  });
});
