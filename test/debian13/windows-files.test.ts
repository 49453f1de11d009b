import { expect, onTestFinished, test } from 'vitest';
import type { Refusals } from './programs/path-below-file.ts';
import { runProgram, startWindows } from './windows.ts';

test("a path below a file is told as such on Windows' Node, whose system says that it is not there", async () => {
  const windows = await startWindows();
  onTestFinished(() => windows.stop());
  const refusals = await runProgram<Refusals>(windows, 'path-below-file.ts', `${windows.windowsFolder}\\file`);
  expect(refusals.system).toMatchObject({ code: 'ENOENT' });
  for (const use of ['read', 'write', 'remove'] as const) {
    expect(refusals[use], use).toMatchObject({
      code: 'data-folder-unusable',
      message: expect.stringContaining('a part of the path is not a folder'),
    });
  }
});
