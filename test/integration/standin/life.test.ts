import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { driveTrialApp, needsChromium, startMs, startTrialApp, writeTrialApp } from './trial-app.ts';

needsChromium();

describe('the life of an app over the stand-in', () => {
  test('a window that refuses to close is hidden and comes back', async () => {
    const trialApp = writeTrialApp();
    const { app } = await driveTrialApp(trialApp);
    const seen = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error('no window');
      window.once('close', (event) => {
        event.preventDefault();
        window.hide();
      });
      window.close();
      const hidden = [window.isDestroyed(), window.isVisible(), window.isFocused()];
      window.show();
      return [...hidden, window.isVisible(), window.isFocused()];
    });
    expect(seen).toEqual([false, false, false, true, true]);
    await expect.poll(() => notes(trialApp), { timeout: startMs }).toContain('loaded');
    expect(notes(trialApp).filter((note) => note !== 'loaded')).toEqual([
      'show',
      'focus',
      'close',
      'hide',
      'blur',
      'show',
      'focus',
    ]);
  });

  test('quitting closes the windows and asks twice', async () => {
    const trialApp = writeTrialApp();
    const { app } = await driveTrialApp(trialApp);
    await app.close();
    expect(notes(trialApp).slice(-5)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
  });

  test('quitting waits where somebody says no', async () => {
    const trialApp = writeTrialApp();
    const { app } = await driveTrialApp(trialApp);
    await app.evaluate(({ app: electronApp }) => {
      electronApp.once('before-quit', (event) => {
        event.preventDefault();
        setTimeout(() => electronApp.quit(), 50);
      });
    });
    await app.close();
    expect(notes(trialApp).filter((note) => note === 'before-quit')).toHaveLength(2);
    expect(notes(trialApp).at(-1)).toBe('quit');
  });

  test('a second start is told to the first one and ends', async () => {
    const trialApp = writeTrialApp();
    await driveTrialApp(trialApp);
    const second = startTrialApp(trialApp, '--from-second');
    expect(await once(second, 'exit')).toEqual([0, null]);
    await expect
      .poll(() => notes(trialApp), { timeout: startMs })
      .toContain(`second-instance --from-second ${process.cwd()} {"from":"trial"}`);
  });

  test('the lock of a killed app is free', async () => {
    const trialApp = writeTrialApp();
    const killed = startTrialApp(trialApp);
    await expect.poll(() => notes(trialApp), { timeout: startMs }).toContain('loaded');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const { app } = await driveTrialApp(trialApp);
    expect(await app.evaluate(({ app: electronApp }) => electronApp.hasSingleInstanceLock())).toBe(true);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s quits in good order', async (signal) => {
    const trialApp = writeTrialApp();
    const child = startTrialApp(trialApp);
    await expect.poll(() => notes(trialApp), { timeout: startMs }).toContain('loaded');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(notes(trialApp).slice(-5)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
  });

  test('an app that is killed leaves no Chromium behind', async () => {
    const trialApp = writeTrialApp();
    const child = startTrialApp(trialApp);
    await expect.poll(() => notes(trialApp), { timeout: startMs }).toContain('loaded');
    const family = descendants(child.pid ?? 0);
    expect(family.length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await expect.poll(() => family.filter(isRunning), { timeout: startMs }).toEqual([]);
  });

  test('an app whose Chromium dies quits in good order', async () => {
    const trialApp = writeTrialApp();
    const child = startTrialApp(trialApp);
    await expect.poll(() => notes(trialApp), { timeout: startMs }).toContain('loaded');
    const [chromium = 0] = childrenOf(child.pid ?? 0);
    process.kill(chromium, 'SIGKILL');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const ending = notes(trialApp).slice(notes(trialApp).indexOf('close'));
    expect(ending).toEqual(['close', 'closed', 'window-all-closed', 'before-quit', 'will-quit', 'quit']);
  });

  test('without a debugging port nothing listens', async () => {
    const trialApp = writeTrialApp();
    const child = startTrialApp(trialApp);
    await expect.poll(() => notes(trialApp), { timeout: startMs }).toContain('loaded');
    const family = [child.pid ?? 0, ...descendants(child.pid ?? 0)];
    expect(listenersOf(family)).toEqual([]);

    const driven = startTrialApp(writeTrialApp(), '--remote-debugging-port=0');
    const [line] = await once(driven.stderr, 'data');
    expect(String(line)).toMatch(/DevTools listening on ws:\/\/127\.0\.0\.1:\d+\//);
    // The line may come before the kernel's tables show it.
    await expect.poll(() => listenersOf(descendants(driven.pid ?? 0)), { timeout: startMs }).toHaveLength(1);
  });
});

function notes({ notesFile }: { readonly notesFile: string }): string[] {
  return readFileSync(notesFile, 'utf8').trim().split('\n');
}

function childrenOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child = 0]) => child);
}

function descendants(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendants(child)]);
}

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** The TCP sockets at which any of these processes listens, as Linux tells it. */
function listenersOf(pids: readonly number[]): string[] {
  const listening = ['tcp', 'tcp6'].flatMap((family) =>
    readFileSync(`/proc/net/${family}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.trim().split(/\s+/))
      .filter((row) => row[3] === '0A')
      .map((row) => `socket:[${row[9]}]`),
  );
  const open = pids.flatMap((pid) => {
    try {
      return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
    } catch {
      return [];
    }
  });
  return listening.filter((socket) => open.includes(socket));
}
