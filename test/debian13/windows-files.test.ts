import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Replacing } from './programs/rename-under-reader.ts';
import { startWindows, type Windows } from './windows.ts';

let windows: Windows;
beforeAll(async () => {
  windows = await startWindows();
});
afterAll(() => windows.stop());

const times = 1000;

describe("on Windows' Node, under a reader that never rests", () => {
  test('a file is replaced each of 1,000 times, and never seen but whole', { timeout: 120_000 }, async () => {
    const path = windows.pathOf('replaced');
    const done = (await windows.run('rename-under-reader.ts', 'renameOver', path, `${times}`)) as Replacing;
    console.log(JSON.stringify(done));
    expect(done).toMatchObject({ replaced: times, refused: {}, reader: { torn: 0 } });
  });

  test("the system's plain rename is refused", { timeout: 120_000 }, async () => {
    const done = (await windows.run('rename-under-reader.ts', 'rename', windows.pathOf('plain'), '100')) as Replacing;
    console.log(JSON.stringify(done));
    expect(done.refused['EPERM']).toBeGreaterThan(0);
  });
});
