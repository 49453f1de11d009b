import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { quitAll } from '../e2e/driver/app.ts';
import { acceptHostKey, connectTo, terminalShows, type } from '../e2e/driver/screen.ts';
import { startGateBed } from '../system/gate-bed.ts';
import { rulesAre, startAppAt } from './bed-app.ts';

afterEach(quitAll);

describe('a host key', () => {
  it('that is unknown is asked about once, and refused it ends the connect', async () => {
    const bed = await startGateBed();
    onTestFinished(() => bed.stop());
    const { page } = await startAppAt(bed);
    await connectTo(page, 'web');
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await rulesAre(bed, 0);
    await page.getByRole('button', { name: 'Try again' }).click();
    await acceptHostKey(page);
    await terminalShows(page, '$');
    await type(page, 'exit\n');
    await page.getByText('The gate is shut.').waitFor();
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await terminalShows(page, /\$.*\$/);
    expect(await page.getByRole('dialog', { name: 'Is this the right server?' }).count()).toBe(0);
  });

  it('that has changed is a full stop, with no way on', async () => {
    const bed = await startGateBed();
    onTestFinished(() => bed.stop());
    const { page } = await startAppAt(bed);
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await terminalShows(page, '$');
    await type(page, 'exit\n');
    await page.getByText('The gate is shut.').waitFor();
    await bed.sshd.restart({ hostKeys: 'other' });
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await page.getByRole('heading', { name: 'Stop: this is not the server you know' }).waitFor();
    const ways = await page.getByRole('region', { name: /^Stop/ }).getByRole('button').allTextContents();
    expect(ways).toEqual(['Close tab', 'Copy report']);
    await rulesAre(bed, 0);
  });
});
