import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesIn, keyNames, ownFiles, ownIn, strangers, writeIn } from '../support/former-install.ts';
import type { Refusals } from './programs/path-below-file.ts';
import { runProgram, startWindows, type Windows } from './windows.ts';

let windows: Windows;
beforeAll(async () => {
  windows = await startWindows();
});
afterAll(() => windows.stop());

test("the data move out of the installer's folder, and are found at the next start", async () => {
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

test('a path below a file is told as such, though the system says that it is not there', async () => {
  const refusals = await runProgram<Refusals>(windows, 'path-below-file.ts', `${windows.windowsFolder}\\file`);
  expect(refusals.system).toMatchObject({ code: 'ENOENT' });
  for (const use of ['read', 'write', 'remove'] as const) {
    expect(refusals[use], use).toMatchObject({
      code: 'data-folder-unusable',
      message: expect.stringContaining('a part of the path is not a folder'),
    });
  }
});

test("the practice run's whole job", async () => {
  const { status, stdout, stderr } = await windows.node('electron/cli/portcullis.mjs', 'practice', '--json');
  const events = [...(stdout + stderr).matchAll(/"event":"(\w+)"/g)].map(([, name]) => name);
  expect(status, stderr + stdout).toBe(0);
  for (const event of ['sent', 'open', 'ready', 'shut']) expect(events).toContain(event);
});
