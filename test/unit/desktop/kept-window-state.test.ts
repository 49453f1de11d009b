import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { expect, it, onTestFinished, vi } from 'vitest';
import { keepWindowState } from '../../../electron/desktop/kept-window-state.ts';
import { strangeFileMaker, strangeFiles } from '../../support/strange-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const areas = vi.hoisted(() => [{ workArea: { x: 0, y: 0, width: 1600, height: 1000 } }]);
vi.mock('electron', () => ({ screen: { getAllDisplays: () => areas } }));

const writes = vi.hoisted(() => ({ running: 0, most: 0, done: 0 }));
vi.mock('../../../electron/core/files/kept-file.ts', async (original) => {
  const files = await original<typeof import('../../../electron/core/files/kept-file.ts')>();
  return {
    ...files,
    writeFileAtomically: async (path: string, content: string) => {
      writes.running += 1;
      writes.most = Math.max(writes.most, writes.running);
      await files.writeFileAtomically(path, content);
      writes.running -= 1;
      writes.done += 1;
    },
  };
});

it('keeps what came last, and writes one after the other', async () => {
  const path = join(temporaryFolder(), 'window-state.json');
  const kept = await keepWindowState(path);
  for (let width = 800; width < 820; width += 1) kept.keep({ bounds: { x: 1, y: 2, width, height: 600 } });
  kept.keep({ knowsTray: true });
  const last = { bounds: { x: 1, y: 2, width: 819, height: 600 }, isMaximised: false, knowsTray: true };
  await expect.poll(() => writes.done).toBe(21);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(last);
  expect(writes.most).toBe(1);
  expect((await keepWindowState(path)).startBounds()).toEqual({ x: 1, y: 2, width: 819, height: 600 });
});

it('follows a window once it has come to rest', async () => {
  const path = join(temporaryFolder(), 'window-state.json');
  const kept = await keepWindowState(path);
  let width = 900;
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    isMaximized: () => false,
    getNormalBounds: () => ({ x: 5, y: 6, width, height: 700 }),
  });
  kept.follow(window as unknown as BrowserWindow);
  for (; width < 1000; width += 10) window.emit('resize');
  await expect.poll(() => kept.current().bounds, { timeout: 3000 }).toEqual({ x: 5, y: 6, width: 1000, height: 700 });
});

it.skipIf(process.platform === 'win32').each(strangeFiles)(
  'is nowhere where %s lies in its place',
  { timeout: 5000 },
  async (name) => {
    const path = join(temporaryFolder(), 'window-state.json');
    const maker = strangeFileMaker();
    onTestFinished(() => maker.stop());
    await maker.make(name, path);
    expect((await keepWindowState(path)).current().bounds).toBeUndefined();
  },
);
