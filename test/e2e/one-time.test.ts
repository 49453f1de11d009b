import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatSequence } from '../../electron/shared/sequence.ts';
import { sharedApp } from './driver/app.ts';
import { chooseFiles } from './driver/dialogs.ts';
import { editor, field, fillProfile, leaveEditor, saveProfile, typedFor } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { acceptHostKey, answerSecret, connectTo, profileLine, terminalShows, type } from './driver/screen.ts';

const list = '# for the way home\n#1,41112,41113\n 41211,41212,41213\n 41311,41312:udp,41313\n 41411,41412,41413\n';

describe('a list of one-time sequences', () => {
  const app = sharedApp();
  let gate: OwnGate;
  beforeAll(async () => {
    gate = await startGate();
  });
  afterAll(() => gate.stop());

  const lines = () => editor(app().page).getByRole('textbox', { name: 'One-time sequences, a line each' });
  const listGroup = () => editor(app().page).getByRole('group', { name: 'One-time sequences' });
  const place = () => listGroup().getByRole('textbox', { name: 'Next' });
  const choose = (label: string) => editor(app().page).getByRole('radio', { name: label }).click();
  const edit = async (name: string) => {
    const { page } = app();
    await profileLine(page, name).click();
    await page.keyboard.press('F2');
    await editor(page).waitFor();
  };
  const leave = () => leaveEditor(app().page);

  it('is typed as knockd has it, and what is wrong is told by its line, without its ports', async () => {
    const { page } = app();
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, { name: 'once', host: 'once.example.net' });
    await choose('A list of one-time sequences');
    await lines().fill('41211,41212\n41311-41319\n');
    await field(page, 'Name').focus();
    const told = await listGroup().getByRole('alert').textContent();
    expect(told).toMatch(/line 2: ranges of ports are not possible/);
    expect(told).not.toMatch(/41211|41212|41213|41311|41319|41411/);
    await lines().fill(list);
    await listGroup().getByText('3 sequences, 1 used line left out').waitFor();
    await saveProfile(page);
    await profileLine(page, 'once').getByText('3 left').waitFor();
  });

  it('is masked once it is kept, and its place is shown and moved', async () => {
    const { page } = app();
    await edit('once');
    expect(await page.content()).not.toMatch(/41211|41212|41213|41311|41319|41411/);
    expect(await place().inputValue()).toBe('1');
    await listGroup().getByRole('button', { name: 'Next sequence' }).click();
    await listGroup().getByText('2 left').waitFor();
    await saveProfile(page);
    await profileLine(page, 'once').getByText('2 left').waitFor();
    await edit('once');
    await listGroup().getByRole('button', { name: 'Show and edit' }).click();
    await expect.poll(() => lines().inputValue()).toBe('41211,41212,41213\n41311,41312:udp,41313\n41411,41412,41413');
    await leave();
  });

  it('keeps its place when lines are added, and begins anew when it is another', async () => {
    const { page, person } = app();
    await edit('once');
    await listGroup().getByRole('button', { name: 'Show and edit' }).click();
    await lines().press('Control+End');
    await pasteIntoLines('\n41511,41512,41513');
    await listGroup().getByText('3 left').waitFor();
    expect(await place().inputValue()).toBe('2');
    const file = join(person.documents, 'once.list');
    writeFileSync(file, Array.from({ length: 12 }, (_, index) => ` 426${10 + index},42711\n`).join(''), {
      mode: 0o600,
    });
    await chooseFiles(app(), file);
    await listGroup().getByRole('button', { name: 'Import a file…' }).click();
    await listGroup().getByText('12 left').waitFor();
    expect(await page.content()).not.toMatch(/42610|42621|42711/);
    await saveProfile(page);
    await expect.poll(() => profileLine(page, 'once').getByText(/left/).count()).toBe(0);
  });

  it('gives its sequences one by one, and the last only when a person agrees', async () => {
    const { page } = app();
    const { open: _, ...typed } = typedFor(gate, 'gate');
    await page.getByRole('button', { name: 'New profile' }).first().click();
    await fillProfile(page, typed);
    await choose('A list of one-time sequences');
    // The practice gate opens as often as one likes.
    await lines().fill(`${formatSequence(gate.opening)}\n`.repeat(2));
    await saveProfile(page);

    await connectTo(page, 'gate');
    await acceptHostKey(page);
    await answerSecret(page, 'Password', gate.password);
    await terminalShows(page, 'guest@practice');
    await page.getByRole('region', { name: 'Gate' }).getByText('1 left').waitFor();
    await page.getByText('gate: 1 one-time sequence left').waitFor();
    await type(page, 'exit\n');
    await page.getByRole('region', { name: 'Session over' }).getByText('The gate is shut.').waitFor();

    await connectTo(page, 'gate');
    const question = page.getByRole('dialog', { name: 'Use the last sequence?' });
    await question.getByRole('button', { name: 'Do not use it' }).click();
    await page.getByRole('heading', { name: 'Only the last sequence is left' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).and(page.locator(':enabled')).click();
    await question.getByRole('button', { name: 'Use it', exact: true }).click();
    await answerSecret(page, 'Password', gate.password);
    await terminalShows(page, 'guest@practice');
    await type(page, 'exit\n');
    await profileLine(page, 'gate').getByText('none left').waitFor();
  });

  async function pasteIntoLines(text: string): Promise<void> {
    await lines().evaluate((area, added) => {
      if (area instanceof HTMLTextAreaElement) document.execCommand('insertText', false, added);
    }, text);
  }
});
