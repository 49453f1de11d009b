import { afterEach, describe, expect, it } from 'vitest';
import { quitAll, startApp } from '../e2e/driver/app.ts';
import { chooseFiles } from '../e2e/driver/dialogs.ts';
import { importProfiles, openImport } from '../e2e/driver/import-profiles.ts';
import { acceptHostKey, answerSecret, connectTo, profileLine, terminalShows, type } from '../e2e/driver/screen.ts';
import { users } from '../system/bed/accounts.ts';
import { waitFor } from '../system/bed/wait.ts';
import { startJumpBed } from '../system/jump-bed.ts';

afterEach(quitAll);

describe('a session by way of a jump host', () => {
  it('asks for each host by its name, shows both gates open, and shuts both', async () => {
    const outerProfile = { user: users.password, auth: { kind: 'password' } };
    const { bed, person, path, outerPath, rules } = await startJumpBed({ outerProfile });
    const app = await startApp({ person, size: { width: 900, height: 600 } });
    const { page } = app;
    await chooseFiles(app, path, outerPath);
    await openImport(app);
    await page.getByText('Reached by way of bastion.').waitFor();
    await page.getByRole('button', { name: 'Import 2 profiles' }).click();
    await connectTo(page, 'inside');
    await page.getByRole('dialog').filter({ hasText: bed.gate.ipv4 }).waitFor();
    await acceptHostKey(page);
    await page.getByText(`${bed.gate.ipv4} asks for it to let you in.`).waitFor();
    await answerSecret(page, 'Password', bed.secrets.password);
    await page.getByRole('dialog').filter({ hasText: bed.inner.address.ipv4 }).waitFor();
    expect(await page.getByLabel('Steps').textContent()).toMatch(/first to bastion.*from there to inside/s);
    await acceptHostKey(page);
    await terminalShows(page, '$');
    await type(page, 'id -un\n');
    await terminalShows(page, bed.users.key);
    for (const name of ['bastion', 'inside']) {
      await profileLine(page, name).getByRole('img', { name: /open/i }).waitFor();
    }
    expect(await rules()).toHaveLength(2);
    await type(page, 'exit\n');
    await page.getByText('The gate is shut.').waitFor();
    expect(await rules()).toEqual([]);
  });

  it('that dies leaves the inner gate to be told of, and to be shut when asked', async () => {
    const { bed, person, path, outerPath, rules } = await startJumpBed();
    const first = await startApp({ person });
    await importProfiles(first, path, outerPath);
    await connectTo(first.page, 'inside');
    await acceptHostKey(first.page);
    await first.page.getByRole('dialog').filter({ hasText: bed.inner.address.ipv4 }).waitFor();
    await acceptHostKey(first.page);
    await terminalShows(first.page, '$');
    await first.kill();
    const { page } = await startApp({ person, size: { width: 900, height: 600 } });
    await page
      .getByText(/reached by way of bastion/)
      .first()
      .waitFor();
    expect(await bed.inner.rules()).toHaveLength(1);
    await page.getByRole('button', { name: /Shut/ }).first().click();
    await waitFor('two shut gates', async () => (await rules()).length === 0, { withinMs: 10_000 });
    await page
      .getByText(/reached by way of bastion/)
      .first()
      .waitFor({ state: 'hidden' });
  });
});
