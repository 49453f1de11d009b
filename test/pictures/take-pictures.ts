import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type PracticeGate, startPracticeGate } from '../../electron/core/practice/practice-gate.ts';
import type { Profile } from '../../electron/shared/profile.ts';
import { formatSequence } from '../../electron/shared/sequence.ts';
import { quitAll, startApp } from '../e2e/driver/app.ts';
import { acceptHostKey, answerSecret, connectTo, profileLine, terminalShows, type } from '../e2e/driver/screen.ts';
import { stillness } from '../e2e/driver/stillness.ts';
import { createPerson } from '../support/command-line.ts';
import { keepProfiles } from '../support/kept-profiles.ts';

/** Makes the README's pictures from the app itself, driven as a person would, with gates of its own on loopback. */
const folder = fileURLToPath(new URL('../../assets/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });

type Kept = Omit<Profile, 'format' | 'version'>;

/** Servers that are only looked at. */
const others: readonly Kept[] = [
  ['web-2', 'web-2.example.org', 'work'],
  ['db', 'db.example.org', 'work'],
  ['build', '198.51.100.20', 'work'],
  ['nas', 'nas.example.net', 'home'],
  ['garden', '2001:db8::12', 'home'],
].map(([name = '', host = '', group = '']) => ({
  name,
  host,
  group,
  user: 'ann',
  knock: { open: '7000,8000:udp,9000', close: '9000:udp,8000,7000' },
}));

for (const theme of ['light', 'dark'] as const) {
  const [gate, deafGate] = await Promise.all([startGate(), startGate()]);
  const person = createPerson();
  const here: Kept = {
    name: 'web-1',
    host: 'localhost',
    port: gate.port,
    user: gate.user,
    group: 'work',
    auth: { kind: 'password' },
    knock: { open: formatSequence(gate.opening), close: formatSequence(gate.closing), delayMs: 1500, family: 'ipv4' },
  };
  const silent: Kept = {
    ...here,
    name: 'lab',
    port: deafGate.port,
    group: 'home',
    // Another gate's sequence: this one stays shut.
    knock: { ...here.knock, delayMs: 30, deadlineS: 6 },
  };
  await keepProfiles(person, [here, ...others, silent]);
  const { page } = await startApp({ person, storage: 'basic_text', theme, size: { width: 1200, height: 760 } });

  await connectTo(page, 'web-1');
  await page.getByText('knock 2 of 3').first().waitFor();
  await take(page, 'connecting', theme);
  await acceptHostKey(page);
  await page.getByRole('dialog').getByLabel('Password').first().waitFor();
  await take(page, 'password', theme);
  await answerSecret(page, 'Password', gate.password);
  await terminalShows(page, 'guest@');
  await type(page, 'cat welcome.txt\n');
  await terminalShows(page, /welcome\.txt.*guest@/s);
  await take(page, 'session', theme);

  await profileLine(page, 'nas').click();
  await page.keyboard.press('F2');
  await page.getByRole('dialog').getByLabel('Host').waitFor();
  await take(page, 'editor', theme);

  await quitAll();

  // Somebody else: half an attempt at one gate makes the next attempt at the same address begin with other knocks.
  const other = createPerson();
  await keepProfiles(other, [here, ...others, silent]);
  const failing = await startApp({ person: other, storage: 'basic_text', theme, size: { width: 1200, height: 760 } });
  await connectTo(failing.page, 'lab');
  await failing.page.getByRole('button', { name: 'Try again' }).and(failing.page.locator(':enabled')).waitFor();
  await take(failing.page, 'failure', theme);
  await quitAll();
  await Promise.all([gate.stop(), deafGate.stop()]);

  const first = await startApp({ theme, size: { width: 1200, height: 760 } });
  await take(first.page, 'first', theme);
  await quitAll();
}

function startGate(): Promise<PracticeGate> {
  return startPracticeGate({ folder: mkdtempSync(join(tmpdir(), 'gate-')), seqTimeoutS: 60 });
}

async function take(page: Page, name: string, theme: string): Promise<void> {
  await stillness(page);
  await page.screenshot({ path: join(folder, `${name}-${theme}.png`), caret: 'hide' });
  console.log(`assets/pictures/${name}-${theme}.png`);
}
