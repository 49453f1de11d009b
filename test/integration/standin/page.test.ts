import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { driveTrialApp, needsChromium, shareTrialApp, startMs, writeTrialApp } from './trial-app.ts';

needsChromium();
const shared = shareTrialApp();

describe('a page over the stand-in', () => {
  test('comes from the custom scheme with the size and the title that the app says', async () => {
    const { app, page } = shared();
    const told = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return { url: window?.webContents.getURL(), visible: window?.isVisible(), bounds: window?.getBounds() };
    });
    expect(told).toMatchObject({ url: 'app://trial/index.html', visible: true, bounds: { width: 700, height: 500 } });
    expect(await page.evaluate(() => [innerWidth, innerHeight, isSecureContext])).toEqual([700, 500, true]);
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
      .toBe('Trial page');
  });

  test('has nothing of Node, of Electron or of the stand-in', async () => {
    const { page } = shared();
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'standinPost', 'standinDeliver'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual([]);
    const frozen = await page.evaluate(
      () => Object.isFrozen(trial) && Reflect.set(trial, 'invoke', undefined) === false,
    );
    expect(frozen).toBe(true);
  });

  test('keeps the content security policy of its response', async () => {
    const { page } = shared();
    expect(await page.title()).toBe('Trial page');
    // Nobody would answer there without the policy either: the page itself says who has refused it.
    const refused = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          fetch('https://example.com').catch(() => undefined);
        }),
    );
    expect(await refused).toBe('connect-src');
  });

  test('finds no other machine by name, whatever its policy', async () => {
    const { app } = shared();
    const server = createServer((_request, response) => response.end('<!doctype html>')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const found = await app.evaluate(async ({ BrowserWindow }, local) => {
      const window = new BrowserWindow();
      await window.loadURL(`http://127.0.0.1:${local}/`);
      // Chromium itself knows every name under localhost: without the rule it would find this one.
      const names = ['127.0.0.1', 'elsewhere.localhost'];
      const fetching = (name: string) =>
        window.webContents.executeJavaScript(
          `fetch('http://${name}:${local}/', { mode: 'no-cors' }).then(() => 'found', () => 'not found')`,
        );
      const answers = await Promise.all(names.map(fetching));
      window.destroy();
      return answers;
    }, port);
    expect(found).toEqual(['found', 'not found']);
  });

  test('crosses to its preload with bytes, promises and errors', async () => {
    const { page } = shared();
    const crossed = await page.evaluate(async () => {
      const error = await trial.rejecting().catch((reason: Error) => reason);
      return { bytes: [...trial.bytes()], name: (error as Error).name, own: error instanceof Error };
    });
    expect(crossed).toEqual({ bytes: [1, 2, 3], name: 'RangeError', own: true });
  });

  test('goes nowhere that the app refuses', async () => {
    const { app, page } = await driveTrialApp(writeTrialApp());
    await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.on('will-navigate', (event) => {
        if (event.url.endsWith('other.html?refused')) event.preventDefault();
      });
    });
    await page.evaluate(() => location.assign('other.html?refused'));
    await page.evaluate(() => location.reload());
    await page.getByRole('heading', { name: 'Trial ran' }).waitFor();
    await page.evaluate(() => location.assign('other.html?allowed'));
    await page.getByRole('heading', { name: 'Other' }).waitFor();
  });

  test('opens no window, by script or by link', async () => {
    const { app, page } = await driveTrialApp(writeTrialApp());
    await app.evaluate(({ BrowserWindow }) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      BrowserWindow.getAllWindows()[0]?.webContents.setWindowOpenHandler(({ url }) => {
        asked.push(url);
        return { action: 'deny' };
      });
    });
    expect(await page.evaluate(() => window.open('https://example.com/script'))).toBeNull();
    await page.evaluate(() => {
      document.body.innerHTML = '<a href="https://example.com/link" target="_blank">link</a>';
    });
    await page.getByRole('link').click();
    const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
    await expect.poll(asked, { timeout: startMs }).toEqual(['https://example.com/script', 'https://example.com/link']);
    // A window made later is there: one that the link has opened would be, too.
    await app.evaluate(async ({ BrowserWindow }) => await new BrowserWindow().loadURL('app://trial/other.html'));
    const addresses = () => app.windows().map((window) => window.url());
    const other = expect.stringContaining('other.html');
    await expect.poll(addresses, { timeout: startMs }).toContainEqual(other);
    await expect.poll(addresses, { timeout: startMs }).toEqual([expect.stringContaining('index.html'), other]);
  });

  test('tells the main process of a key that a person presses, and of none that a script does', async () => {
    const { app, page } = shared();
    await app.evaluate(({ BrowserWindow }) => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      BrowserWindow.getAllWindows()[0]?.webContents.on('before-input-event', (_event, { type, key, control }) => {
        seen.push(`${type} ${key} ${control}`);
      });
    });
    await page.evaluate(() => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', ctrlKey: true, bubbles: true }));
    });
    await page.keyboard.press('Control+v');
    const seen = () => app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    await expect.poll(seen).toEqual(['keyDown Control true', 'keyDown v true', 'keyUp v true', 'keyUp Control false']);
  });

  test('costs the processor time that the main process is told', async () => {
    const { app, page } = shared();
    const busyS = () =>
      app.evaluate(({ app: main }) => Math.max(...main.getAppMetrics().map(({ cpu }) => cpu.cumulativeCPUUsage ?? 0)));
    const before = await busyS();
    await page.evaluate(() => {
      const endMs = performance.now() + 500;
      while (performance.now() < endMs);
    });
    expect(await busyS()).toBeGreaterThan(before);
  });

  test('tells when it has crashed, and loads again', async () => {
    const { app } = await driveTrialApp(writeTrialApp());
    const told = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined) throw new Error('no window');
      const gone = new Promise<string>((resolve) =>
        contents.once('render-process-gone', (_event, { reason }) => resolve(reason)),
      );
      contents.forcefullyCrashRenderer();
      const reason = await gone;
      const crashed = contents.isCrashed();
      const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
      contents.reload();
      await loaded;
      const code = `trial.invoke('echo', document.querySelector('h1').textContent)`;
      return { reason, crashed, after: contents.isCrashed(), heading: await contents.executeJavaScript(code) };
    });
    expect(told).toEqual({ reason: 'crashed', crashed: true, after: false, heading: ['Trial ran'] });
  });

  test('sees the colors that the app or the system wants', async () => {
    const { app, page } = await driveTrialApp(writeTrialApp());
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const appIsDark = () => app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors);
    expect(await isDark()).toBe(false);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(appIsDark, { timeout: startMs }).toBe(true);
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'light';
    });
    await expect.poll(isDark, { timeout: startMs }).toBe(false);
    expect(await appIsDark()).toBe(false);
  });
});
