import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { quitAll } from '../e2e/driver/app.ts';
import { importProfiles } from '../e2e/driver/import-profiles.ts';
import { acceptHostKey, connectTo, profileLine } from '../e2e/driver/screen.ts';
import { createPerson, writeProfile } from '../support/command-line.ts';
import { strangeFileMaker, strangeFiles } from '../support/strange-files.ts';
import { type GateBed, startGateBed } from '../system/gate-bed.ts';
import { rulesAre, startAppAt } from './bed-app.ts';

let bed: GateBed;
beforeAll(async () => {
  bed = await startGateBed();
});
afterAll(() => bed.stop());
afterEach(quitAll);

it('keys of every strange kind end a connect with a word; the gate is shut, others open and shut, and the app quits', async () => {
  const person = createPerson();
  const maker = strangeFileMaker();
  onTestFinished(() => maker.stop());
  const paths: string[] = [];
  for (const name of strangeFiles) {
    const path = join(person.documents, `key-${paths.length}`);
    await maker.make(name, path);
    paths.push(path);
  }
  const auth = paths.map((path) => ({ kind: 'key', path }));
  const app = await startAppAt(bed, { auth }, { person });
  const { page } = app;
  const other = writeProfile(person, 'other', {
    host: bed.gate.ipv4,
    user: bed.users.key,
    auth: { kind: 'key', path: bed.keys.plain },
    knock: bed.knock,
  });
  await importProfiles(app, other);
  await connectTo(page, 'web');
  await acceptHostKey(page);
  for (const path of paths.slice(0, 10)) await page.getByText(`The key file ${path} `).waitFor();
  await rulesAre(bed, 0);
  await profileLine(page, 'other').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open gate' }).click();
  await rulesAre(bed, 1);
  expect(await app.quit()).toBe(0);
  await rulesAre(bed, 0);
});
