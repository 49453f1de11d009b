import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { filesIn, keyNames, ownFiles, ownIn, strangers, writeIn } from '../support/former-install.ts';
import { runProgram, startWindows } from './windows.ts';

test("Windows' Node moves the data out of the installer's folder, and finds them at the next start", async () => {
  const windows = await startWindows();
  onTestFinished(() => windows.stop());
  // The installer's own name for its folder, which is the data's old one where letter case does not count.
  const former = join(windows.localFolder, 'portcullis');
  const folder = join(windows.localFolder, 'Portcullis Data');
  const before = readdirSync(windows.localFolder);
  for (const [name, text] of Object.entries({ ...strangers, ...ownFiles })) writeIn(former, name, text);
  for (const start of ['first', 'second']) {
    const settled = await runProgram(windows, 'settle-data-folder.ts');
    expect(settled, start).toEqual({ folder: expect.stringMatching(/^C:\\.*\\Portcullis Data$/), notices: [] });
    expect(ownIn(folder)).toEqual(ownFiles);
    const keys = Object.fromEntries(keyNames.map((name) => [name, ownFiles[name]]));
    expect(filesIn(former)).toEqual({ ...strangers, ...keys });
  }
  expect(readdirSync(windows.localFolder).sort()).toEqual([...before, 'Portcullis Data', 'portcullis'].sort());
});
