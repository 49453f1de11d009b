import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Refusals } from './programs/path-below-file.ts';
import type { Replacing } from './programs/rename-under-reader.ts';
import { runProgram, startWindows, type Windows } from './windows.ts';

let windows: Windows;
beforeAll(async () => {
  windows = await startWindows();
});
afterAll(() => windows.stop());

const times = 1000;

describe("on Windows' Node, under a reader that never rests", { timeout: 240_000 }, () => {
  const replacing = (how: 'renameOver' | 'rename', count: number) =>
    runProgram<Replacing>(windows, 'rename-under-reader.ts', how, `${windows.windowsFolder}\\${how}`, `${count}`);

  test(`a file is replaced ${times} of ${times} times, and only ever read whole`, async () => {
    const done = await replacing('renameOver', times);
    expect(done).toMatchObject({ replaced: times, refused: {}, reader: { torn: 0, refused: {} } });
    // The reader was there all the time.
    expect(done.reader.versions).toBeGreaterThan(times / 4);
  });

  test("the system's plain rename is refused again and again", async () => {
    const { refused, reader } = await replacing('rename', 100);
    expect(refused['EPERM']).toBeGreaterThan(0);
    expect(reader.torn).toBe(0);
  });
});

test("a path below a file is told as such on Windows' Node, whose system says that it is not there", async () => {
  const refusals = await runProgram<Refusals>(windows, 'path-below-file.ts', `${windows.windowsFolder}\\file`);
  expect(refusals.system).toMatchObject({ code: 'ENOENT' });
  for (const use of ['read', 'write', 'remove'] as const) {
    expect(refusals[use], use).toMatchObject({
      code: 'data-folder-unusable',
      message: expect.stringContaining('a part of the path is not a folder'),
    });
  }
});
