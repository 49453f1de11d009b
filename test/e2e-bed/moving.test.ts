import { afterEach, expect, it, onTestFinished } from 'vitest';
import { quitAll } from '../e2e/driver/app.ts';
import { acceptHostKey, connectTo, terminalLines, terminalShows, type } from '../e2e/driver/screen.ts';
import { moveClient } from '../system/bed/network.ts';
import { startGateBed } from '../system/gate-bed.ts';
import { rulesAre, startAppAt } from './bed-app.ts';

afterEach(quitAll);

it('another address under a session: what cannot be shut from there is said, until it is shut from the old one', async () => {
  const bed = await startGateBed();
  onTestFinished(() => bed.stop());
  const app = await startAppAt(bed);
  const { page } = app;
  await connectTo(page, 'web');
  await acceptHostKey(page);
  await type(page, 'echo be""fore\n');
  await terminalShows(page, 'before');
  await moveClient(bed.client.ipv4, '10.198.1.77');
  const over = page.getByRole('region', { name: 'Session over' });
  await over.getByText('from here it cannot be shut').waitFor();
  await over.getByText('this computer was 10.198.1.1, and is 10.198.1.77 now').waitFor();
  const notice = page.getByRole('article', { name: 'The gate of web may still be open for 10.198.1.1' });
  await notice.getByText('cannot be shut from here').waitFor();
  expect(await notice.getByRole('button').allTextContents()).toEqual(['Forget', 'Dismiss']);

  await over.getByRole('button', { name: 'Reconnect' }).click();
  await terminalShows(page, /── reconnected/);
  expect(await terminalLines(page)).toContain('before');
  expect(await notice.isVisible()).toBe(true);
  await type(page, 'exit\n');
  await over.getByText('The gate is shut.').waitFor();
  expect(await bed.rules()).toHaveLength(1);

  await moveClient('10.198.1.77', bed.client.ipv4);
  await rulesAre(bed, 0);
  await notice.waitFor({ state: 'detached' });
  await page.getByText('The gate of 10.198.1.2:22 is shut now').waitFor();
});
