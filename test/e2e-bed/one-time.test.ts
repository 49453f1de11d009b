import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { quitAll, startApp } from '../e2e/driver/app.ts';
import { importProfiles } from '../e2e/driver/import-profiles.ts';
import { acceptHostKey, connectTo, profileLine, terminalShows, type } from '../e2e/driver/screen.ts';
import { createPerson } from '../support/command-line.ts';
import { startBed } from '../system/bed/bed.ts';
import { drawSecretSequence, gateProfile, watched } from '../system/gate-profile.ts';

afterEach(quitAll);

it('a list of a real knockd is used up from the window, the last of it after a question', async () => {
  const [list, close] = [[drawSecretSequence(), drawSecretSequence()], drawSecretSequence()];
  const bed = watched(
    await startBed({
      doors: [
        { name: 'open', sequence: list, action: 'open' },
        { name: 'close', sequence: close, action: 'close' },
      ],
    }),
  );
  onTestFinished(() => bed.stop());
  const used = () => readFileSync(join(bed.folder, 'open.once'), 'utf8').match(/^#/gm)?.length ?? 0;
  const person = createPerson();
  const app = await startApp({ person });
  const { page } = app;
  await importProfiles(app, gateProfile(person, bed, { oneTime: list, close }));

  await connectTo(page, 'web');
  await acceptHostKey(page);
  await terminalShows(page, '$');
  await profileLine(page, 'web').getByText('1 left').waitFor();
  await type(page, 'exit\n');
  await page.getByText('The gate is shut.').waitFor();
  expect([used(), await bed.rules()]).toEqual([1, []]);

  await connectTo(page, 'web');
  const question = page.getByRole('dialog', { name: 'Use the last sequence?' });
  await question.getByText(/knockd 0\.8 crashes/).waitFor();
  expect(used()).toBe(1);
  await question.getByRole('button', { name: 'Use it', exact: true }).click();
  await terminalShows(page, '$');
  await profileLine(page, 'web').getByText('none left').waitFor();
  await type(page, 'exit\n');
  // knockd is gone: nothing shuts the gate, and that is said with its cause.
  await page.getByText('The gate of web is still open').waitFor();
  expect(
    await page.getByText(/The last one-time sequence was used: knockd 0\.8 crashes with it/).count(),
  ).toBeGreaterThan(0);
  expect(await bed.rules()).toHaveLength(1);
});
