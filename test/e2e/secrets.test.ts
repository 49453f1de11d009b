import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, type Person } from '../support/command-line.ts';
import { proof } from '../support/proof.ts';
import { randomOf } from '../support/random.ts';
import { type App, quitAll, startApp } from './driver/app.ts';
import { addProfile, editor, field, saveProfile, typedFor, unfold } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { heapOf, mainHeapOf } from './driver/heap.ts';
import { acceptHostKey, answerSecret, connectTo, profileLine, terminalShows, type } from './driver/screen.ts';

const { seed, isWhole } = proof('page-heap', {
  sample: 1,
  whole: 4,
  unit: 'looks at a heap',
});
/** Each takes some seconds. */
const drawnLook = randomOf(seed).of(['typed', 'remembered', 'refused', 'restarted'] as const);
const isDrawn = (look: typeof drawnLook) => isWhole || look === drawnLook;

/** Expects that the page holds none of these, where that is drawn. @param known what it does hold is found in the same way */
async function expectNotHeld(look: typeof drawnLook, app: App, secrets: readonly string[], known: string) {
  if (!isDrawn(look)) return;
  const heap = await heapOf(app);
  expect(heap.has(known)).toBe(true);
  expect(secrets.filter((text) => heap.has(text)).length).toBe(0);
}

let gate: OwnGate;

beforeAll(async () => {
  gate = await startGate();
});
afterAll(() => gate.stop());

/** Everything below the person's data folder that is the app's own, in one text. */
function keptText({ dataFolder }: Person): string {
  return readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

const passwordAsked = ({ page }: App) => page.getByRole('dialog', { name: `Password for ${gate.user}` });

async function endShell({ page }: App): Promise<void> {
  await type(page, 'exit\n');
  await page.getByRole('region', { name: 'Session over' }).getByText('The gate is shut.').waitFor();
}

describe('a password that is typed into a prompt', () => {
  afterEach(quitAll);

  it('logs in after a wrong one, and is in nothing that is left: page, files, output', async () => {
    const app = await startApp();
    const { page, person } = app;
    await addProfile(page, typedFor(gate, 'own gate'));
    await connectTo(page, 'own gate');
    await acceptHostKey(page);
    // Who gives up ends the connect, and the gate is shut.
    await passwordAsked(app).getByRole('button', { name: 'Give up' }).click();
    const again = page.getByRole('button', { name: 'Try again' });
    await expect.poll(() => again.isEnabled()).toBe(true);
    await gate.is('shut');
    await again.click();
    await answerSecret(page, 'Password', 'a-wrong-password');
    await passwordAsked(app).getByRole('alert').getByText('did not accept that password. Try 2.').waitFor();
    // The same connection goes on: the gate was knocked once.
    expect(gate.isOpen()).toBe(true);
    await answerSecret(page, 'Password', gate.password);
    await terminalShows(page, 'guest@practice');

    await expectNotHeld('typed', app, [gate.password, 'a-wrong-password'], 'own gate');
    await endShell(app);
    const held = async () => {
      const heap = await mainHeapOf(app);
      expect(heap.has('own gate')).toBe(true);
      const ports = [gate.opening, gate.closing].map((steps) => steps.map(({ port }) => port));
      return [...[gate.password, 'a-wrong-password'].map(heap.has), ...ports.map(heap.hasPorts)];
    };
    await expect.poll(held, { timeout: 10_000 }).toEqual([false, false, false, false]);
    await app.quit();
    for (const text of [keptText(person), app.output()]) {
      expect(text).not.toContain(gate.password);
      expect(text).not.toContain('a-wrong-password');
    }
  });
});

describe('a password that is remembered', () => {
  const person = createPerson();
  let app: App;

  beforeAll(async () => {
    app = await startApp({ person });
  });
  afterAll(() => quitAll());

  it('is kept sealed, and not asked for again, after a restart neither', async () => {
    const { page } = app;
    await addProfile(page, typedFor(gate, 'own gate'));
    await connectTo(page, 'own gate');
    await acceptHostKey(page);
    await page.getByRole('switch', { name: 'Remember it on this computer' }).click();
    await answerSecret(page, 'Password', gate.password);
    await terminalShows(page, 'guest@practice');
    await endShell(app);
    await page.keyboard.press('Enter');
    await page.getByText(/^gate open/).waitFor();
    await type(page, 'echo again\n');
    await terminalShows(page, /again\s*again/);
    await expectNotHeld('remembered', app, [gate.password], 'own gate');
    await app.quit();
    expect(keptText(person)).not.toContain(gate.password);

    app = await startApp({ person });
    await connectTo(app.page, 'own gate');
    await terminalShows(app.page, 'guest@practice');
    const sequences = [gate.opening, gate.closing].map((steps) => steps.map(({ port }) => port));
    if (isDrawn('restarted')) {
      const heap = await heapOf(app);
      expect(heap.has(gate.password)).toBe(false);
      expect(sequences.map(heap.hasPorts)).toEqual([false, false]);
    }
    await endShell(app);
    // Revealed they are found in the same way.
    await profileLine(app.page, 'own gate').click();
    await app.page.keyboard.press('F2');
    await editor(app.page).getByRole('button', { name: 'Show and edit' }).first().click();
    await editor(app.page).getByLabel('Opening, step 1, port').waitFor();
    if (isDrawn('restarted')) {
      const revealed = await heapOf(app);
      expect(sequences.map(revealed.hasPorts)).toEqual([true, true]);
    }
    await app.page.keyboard.press('Escape');
  });

  it('is asked for anew when the server does not take it any more', async () => {
    const { page } = app;
    await profileLine(page, 'own gate').click();
    await page.keyboard.press('F2');
    await unfold(page, 'Login');
    await field(page, 'Password').fill('an-old-password');
    await saveProfile(page);
    await connectTo(page, 'own gate');
    await passwordAsked(app).waitFor();
    await answerSecret(page, 'Password', gate.password);
    await terminalShows(page, 'guest@practice');
    await expectNotHeld('refused', app, ['an-old-password'], 'own gate');
    await endShell(app);
  });

  it('is forgotten when the person says so', async () => {
    const { page } = app;
    await profileLine(page, 'own gate').click();
    await page.keyboard.press('F2');
    await unfold(page, 'Login');
    await editor(page).getByText('Kept: the password.').waitFor();
    await editor(page).getByRole('button', { name: 'Forget' }).click();
    await editor(page).getByText('Kept: the password.').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await connectTo(page, 'own gate');
    await passwordAsked(app).waitFor();
    await page.keyboard.press('Escape');
    await gate.is('shut');
  });
});
