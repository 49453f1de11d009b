import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { endInOrder } from '../../../electron/desktop/orderly-end.ts';

const electron = vi.hoisted(() => ({ app: undefined as unknown, powerMonitor: undefined as unknown }));
vi.mock('electron', () => ({
  get app() {
    return electron.app;
  },
  get powerMonitor() {
    return electron.powerMonitor;
  },
}));

/** Quits as Electron does: whoever listens may put it off. */
class PlayedApp extends EventEmitter {
  hasEnded = false;
  quit = vi.fn(() => {
    let isPutOff = false;
    this.emit('before-quit', { preventDefault: () => (isPutOff = true) });
    this.hasEnded ||= !isPutOff;
  });
}

let app: PlayedApp;
let powerMonitor: EventEmitter;
let browserWindow: EventEmitter;
let hide: ReturnType<typeof vi.fn<() => void>>;
let finish: () => void;
let end: ReturnType<typeof vi.fn<(withinMs: number) => Promise<void>>>;
const bugs: unknown[] = [];

beforeEach(() => {
  // The signals of a test's process are not to be played with.
  vi.spyOn(process, 'on').mockReturnThis();
  vi.useFakeTimers();
  electron.app = app = new PlayedApp();
  electron.powerMonitor = powerMonitor = new EventEmitter();
  browserWindow = new EventEmitter();
  hide = vi.fn();
  end = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  bugs.length = 0;
  return () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  };
});

const begin = () =>
  endInOrder({
    window: { hide, browserWindow: () => browserWindow as BrowserWindow },
    end,
    onBug: (thrown) => bugs.push(thrown),
  });

it('shuts the gates first, once, however often somebody quits', async () => {
  const { isUnderWay } = begin();
  expect(isUnderWay()).toBe(false);
  app.quit();
  app.quit();
  expect(isUnderWay()).toBe(true);
  expect(hide).toHaveBeenCalledOnce();
  expect(end.mock.calls).toEqual([[3000]]);
  expect(app.hasEnded).toBe(false);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(app.hasEnded).toBe(true);
});

it('does not wait for an end that hangs', async () => {
  begin();
  app.quit();
  await vi.advanceTimersByTimeAsync(3400);
  expect(app.hasEnded).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(app.hasEnded).toBe(true);
});

it('ends although the shutting breaks, and says so', async () => {
  end.mockRejectedValue(new Error('a bug'));
  begin();
  app.quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(app.hasEnded).toBe(true);
  expect(bugs).toMatchObject([{ message: 'a bug' }]);
});

it('has a system that shuts down wait for it', () => {
  begin();
  const preventDefault = vi.fn();
  powerMonitor.emit('shutdown', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(end).toHaveBeenCalledOnce();
});

it('begins when the person’s login ends on Windows', () => {
  begin();
  browserWindow.emit('session-end');
  expect(end).toHaveBeenCalledOnce();
});
