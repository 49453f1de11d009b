import { afterAll, beforeAll, expect, test } from 'vitest';
import { proof } from '../support/proof.ts';
import type { Replacing } from './programs/rename-under-reader.ts';
import { runProgram, startWindows, type Windows } from './windows.ts';

let windows: Windows;
beforeAll(async () => {
  windows = await startWindows();
});
afterAll(() => windows.stop());

const { size, found } = proof('windows-rename', { sample: 200, whole: 1000, unit: 'replacings' });
const replacing = (how: 'renameOver' | 'rename', times: number) =>
  runProgram<Replacing>(windows, 'rename-under-reader.ts', how, `${windows.windowsFolder}\\${how}`, `${times}`);

test('a file is replaced each time, and only ever read whole', async () => {
  const done = await replacing('renameOver', size);
  const { replaced, longestMs, reader } = done;
  found(`${replaced} replaced, the slowest in ${longestMs.toFixed(0)} ms, while it was read ${reader.reads} times`);
  expect(done).toMatchObject({ replaced: size, refused: {}, reader: { torn: 0, refused: {} } });
  // The reader was there all the time.
  expect(reader.versions).toBeGreaterThan(size / 4);
});

test("the system's plain rename is refused again and again", async () => {
  const { refused, reader } = await replacing('rename', 30);
  expect(refused['EPERM']).toBeGreaterThan(0);
  expect(reader.torn).toBe(0);
});
