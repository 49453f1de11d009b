import { afterEach, expect, it, onTestFinished } from 'vitest';
import { type BreakableWay, openBreakableWay } from '../support/breakable-way.ts';
import { type App, quitAll, startApp } from './driver/app.ts';
import { field, fillProfile, saveProfile, typedFor } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { acceptHostKey, connectTo, terminalLines, terminalShows, type } from './driver/screen.ts';

afterEach(quitAll);

/** Long enough for the question to a dead server, and shorter than the 45 s in which keepalives would notice. */
const patiently = { timeout: 30_000 };
const aMinuteMs = 60_000;
const separator = /── reconnected \d\d:\d\d ──/;

/** Chooses what happens to lost sessions. */
async function choose({ page }: App, choice: 'Ask' | 'Reconnect'): Promise<void> {
  await page.keyboard.press('Control+,');
  const sheet = page.getByRole('dialog', { name: 'Settings' });
  const radio = sheet
    .getByRole('radiogroup', { name: 'When a connection is lost' })
    .getByRole('radio', { name: choice });
  await radio.click();
  await expect.poll(() => radio.getAttribute('aria-checked')).toBe('true');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
}

/** A session whose way can break, at a shell that has written something. */
async function openSession(
  choice: 'Ask' | 'Reconnect',
): Promise<App & { readonly way: BreakableWay; readonly gate: OwnGate }> {
  const gate = await startGate();
  onTestFinished(() => gate.stop());
  const way = await openBreakableWay(gate);
  const app = await startApp();
  const { page } = app;
  if (choice === 'Reconnect') await choose(app, choice);
  await page.getByRole('button', { name: 'New profile' }).first().click();
  await fillProfile(page, typedFor({ ...gate, port: way.port }, 'own gate'));
  await field(page, 'Password').fill(gate.password);
  await saveProfile(page);
  await connectTo(page, 'own gate');
  await acceptHostKey(page);
  await terminalShows(page, 'guest@practice');
  await type(page, 'echo before\n');
  await terminalShows(page, /echo before\s*before/);
  return Object.assign(app, { way, gate });
}

const wake = ({ electron }: App) => electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));

/** What the terminal shows, without empty lines: the first session's text, our line, and a prompt below it. */
async function expectKept({ page }: App, withinMs = patiently.timeout): Promise<void> {
  await terminalShows(page, separator, withinMs);
  await expect.poll(async () => (await terminalLines(page)).filter((line) => line !== '').at(-1)).toMatch(/\$$/);
  const lines = (await terminalLines(page)).filter((line) => line !== '');
  const place = lines.findIndex((line) => separator.test(line));
  expect(lines.slice(0, place)).toContain('before');
  expect(lines.slice(place + 1).join('\n')).toContain('guest@practice');
}

it('a session that died in a sleep begins again below what it had written, when asked or by itself, and a reload finds both', async () => {
  const app = await openSession('Ask');
  const { page, way, gate } = app;
  way.breakSilently();
  await wake(app);
  const bar = page.getByRole('region', { name: 'Session over' });
  await bar.getByText('was lost').waitFor(patiently);
  await bar.getByText('The gate is shut.').waitFor();
  await gate.is('shut');
  expect(await terminalLines(page)).toContain('before');
  await bar.getByRole('button', { name: 'Reconnect' }).click();
  await expectKept(app);
  await page.reload();
  await expectKept(app);

  await choose(app, 'Reconnect');
  await type(page, 'clear\n');
  await type(page, 'echo before\n');
  await terminalShows(page, /echo before\s*before/);
  way.breakSilently();
  await wake(app);
  await expectKept(app);
  await type(page, 'echo after\n');
  await terminalShows(page, /echo after\s*after/);
});

it('while it is tried again the text stays in sight, and the person can end the trying', async () => {
  const app = await openSession('Reconnect');
  const { page, way } = app;
  way.wall();
  await wake(app);
  const bar = page.getByRole('region', { name: 'Reconnecting' });
  await bar.getByText('Reconnecting in').waitFor(patiently);
  await bar.getByRole('status').waitFor(patiently);
  expect(await terminalLines(page)).toContain('before');
  await bar.getByText('did not open').waitFor(patiently);
  await bar.getByRole('button', { name: 'Cancel' }).click();
  const over = page.getByRole('region', { name: 'Session over' });
  await over.waitFor();
  expect(await terminalLines(page)).toContain('before');
  way.unwall();
  await over.getByRole('button', { name: 'Reconnect' }).click();
  // A port that falls silent after several dials, though the gate was seen shut before, is taken for a firewall that counts them.
  await expectKept(app, 2 * aMinuteMs);
});
