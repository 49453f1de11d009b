import { afterEach, expect, it, onTestFinished } from 'vitest';
import { quitAll } from '../e2e/driver/app.ts';
import { notificationTitles } from '../e2e/driver/notifications.ts';
import { acceptHostKey, connectTo, terminalShows, type } from '../e2e/driver/screen.ts';
import { trayImage } from '../e2e/driver/tray.ts';
import { waitFor } from '../system/bed/wait.ts';
import { startGateBed } from '../system/gate-bed.ts';
import { rulesAre, startAppAt } from './bed-app.ts';

afterEach(quitAll);

it('a closing that fails is told, marks the tray, and stays until it is dealt with', async () => {
  const bed = await startGateBed();
  onTestFinished(() => bed.stop());
  const app = await startAppAt(bed);
  const { page } = app;
  const calm = await trayImage(app);
  await connectTo(page, 'web');
  await acceptHostKey(page);
  await terminalShows(page, '$');
  await bed.knockd.stop();
  await type(page, 'exit\n');
  const notice = page.getByRole('article').filter({ has: page.getByRole('button', { name: 'Shut' }) });
  await notice.waitFor();
  expect(await bed.rules()).toHaveLength(1);
  expect(await notificationTitles(app)).toEqual(['The gate of web is still open']);
  expect(await trayImage(app)).not.toBe(calm);

  await bed.knockd.restart();
  await notice.getByRole('button', { name: 'Shut' }).click();
  await rulesAre(bed, 0);
  await notice.waitFor({ state: 'detached' });
  await waitFor('a calm tray', async () => (await trayImage(app)) === calm);
});
