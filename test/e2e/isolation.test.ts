import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRealElectron, sharedApp } from './driver/app.ts';

/** An address that listens and must never be reached. */
let server: Server;
let address = '';
const reached: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*').end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('the page', () => {
  const app = sharedApp();

  it('has nothing of Node and nothing of Electron', async () => {
    const names = ['require', 'module', 'process', 'Buffer', 'global', 'ipcRenderer', 'electron', '__dirname'];
    const found = await app().page.evaluate((all) => all.filter((name) => name in globalThis), names);
    expect(found).toEqual([]);
  });

  it('has two functions to talk with, which it cannot change', async () => {
    const { names, isFrozen, isReplaced } = await app().page.evaluate(() => {
      const { portcullis } = window as unknown as { portcullis: Record<string, unknown> };
      try {
        (window as unknown as { portcullis: unknown }).portcullis = 1;
      } catch {
        // Strict code is told.
      }
      try {
        portcullis['call'] = 1;
      } catch {
        // So it is here.
      }
      return {
        names: Object.entries(portcullis).map(([name, value]) => `${name} ${typeof value}`),
        isFrozen: Object.isFrozen(portcullis),
        isReplaced: (window as unknown as { portcullis: unknown }).portcullis !== portcullis,
      };
    });
    expect(names.sort()).toEqual(['call function', 'listen function']);
    expect({ isFrozen, isReplaced }).toEqual({ isFrozen: true, isReplaced: false });
  });

  it.each([
    ['fetch', 'connect-src', (to: string) => void fetch(to).catch(() => undefined)],
    ['a blind fetch', 'connect-src', (to: string) => void fetch(to, { mode: 'no-cors' }).catch(() => undefined)],
    [
      'XMLHttpRequest',
      'connect-src',
      (to: string) => {
        const request = new XMLHttpRequest();
        request.open('GET', to);
        request.send();
      },
    ],
    ['a WebSocket', 'connect-src', (to: string) => void new WebSocket(to.replace('http', 'ws'))],
    ['server-sent events', 'connect-src', (to: string) => void new EventSource(to)],
    ['a beacon', 'connect-src', (to: string) => void navigator.sendBeacon(to, 'x')],
    ['an image', 'img-src', (to: string) => void Object.assign(new Image(), { src: to })],
    ['a font', 'font-src', (to: string) => void new FontFace('theirs', `url(${to})`).load().catch(() => undefined)],
    [
      'a script',
      'script-src-elem',
      (to: string) => document.head.append(Object.assign(document.createElement('script'), { src: to })),
    ],
    [
      'a style sheet',
      'style-src-elem',
      (to: string) =>
        document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: to })),
    ],
    [
      'a worker',
      'worker-src',
      (to: string) => void new Worker(URL.createObjectURL(new Blob([`fetch('${to}')`], { type: 'text/javascript' }))),
    ],
    [
      'a frame',
      'frame-src',
      (to: string) => document.body.append(Object.assign(document.createElement('iframe'), { src: to })),
    ],
    [
      'a frame of its own kind',
      'frame-src',
      () => document.body.append(Object.assign(document.createElement('iframe'), { src: '/index.html' })),
    ],
    [
      'a plug-in',
      'object-src',
      (to: string) => document.body.append(Object.assign(document.createElement('object'), { data: to })),
    ],
  ])('its policy refuses the network to %s', async (_name, directive, attempt) => {
    const { page } = app();
    const refused = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          setTimeout(resolve, 3000, 'nothing was refused');
        }),
    );
    await page.evaluate(attempt, address);
    expect(await refused).toBe(directive);
    expect(reached).toEqual([]);
    await page.evaluate(() => {
      for (const frame of document.querySelectorAll('iframe, object')) frame.remove();
    });
  });

  it.each(['eval', 'Function'])('runs no text by %s', async (name) => {
    // What the driver evaluates is under the page's policy only once it has returned.
    const outcome = await app().page.evaluate(
      (maker) =>
        new Promise((resolve) =>
          setTimeout(() => {
            try {
              resolve((globalThis as unknown as Record<string, (text: string) => unknown>)[maker]?.('1 + 1'));
            } catch (error) {
              resolve((error as Error).name);
            }
          }),
        ),
      name,
    );
    expect(outcome).toBe('EvalError');
  });

  it('runs no script that stands in the page itself', async () => {
    const didRun = await app().page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.didRun = true';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'globalThis.didRun = true');
      document.body.append(button);
      button.click();
      script.remove();
      button.remove();
      return 'didRun' in globalThis;
    });
    expect(didRun).toBe(false);
  });

  it('opens no window', async () => {
    const { page, electron } = app();
    const isOpened = await page.evaluate((to) => window.open(to) !== null, address);
    expect(isOpened).toBe(false);
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(reached).toEqual([]);
  });

  describe('goes nowhere', () => {
    /** Who has refused something, in the main process and in the page. */
    const refusals = async () => {
      const read = () => (globalThis as { refusals?: string[] }).refusals ?? [];
      return [...(await app().electron.evaluate(read)), ...(await app().page.evaluate(read))];
    };

    beforeAll(async () => {
      const { electron, page } = app();
      await electron.evaluate(({ BrowserWindow }) => {
        const list: string[] = [];
        Object.assign(globalThis, { refusals: list });
        BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) => {
          if (event.defaultPrevented) list.push('the app');
        });
      });
      await page.evaluate(() => {
        const list: string[] = [];
        Object.assign(globalThis, { refusals: list });
        document.addEventListener('securitypolicyviolation', (event) => list.push(event.effectiveDirective));
      });
    });

    it.each([
      ['location', 'the app'],
      ['a link', 'the app'],
      ['a refresh', 'the app'],
      ['a form', 'form-action'],
    ])('by %s: %s refuses', async (way, by) => {
      const { page } = app();
      const before = await refusals();
      await page.evaluate(
        ([how, to]) => {
          if (how === 'location') location.href = to ?? '';
          const link = Object.assign(document.createElement('a'), { href: to });
          const form = Object.assign(document.createElement('form'), { action: to });
          const refresh = Object.assign(document.createElement('meta'), {
            httpEquiv: 'refresh',
            content: `0;url=${to}`,
          });
          const made = { 'a link': link, 'a form': form, 'a refresh': refresh }[how ?? ''];
          if (made === undefined) return;
          document.body.append(made);
          if (made === link) link.click();
          if (made === form) form.submit();
        },
        [way, address],
      );
      await expect.poll(async () => (await refusals()).toSorted()).toEqual([...before, by].toSorted());
      expect(reached).toEqual([]);
      expect(await page.getByRole('main').isVisible()).toBe(true);
    });
  });

  it('is given no permission', async () => {
    const { page } = app();
    const answers = await page.evaluate(async () => [
      await Notification.requestPermission(),
      await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      ),
      await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      ),
      await navigator.clipboard.readText().then(
        () => 'granted',
        () => 'denied',
      ),
    ]);
    expect(answers).toEqual(['denied', 'denied', 'denied', 'denied']);
  });

  // The stand-in's Chromium denies by itself; what the app would say is asked of its handlers.
  it.skipIf(isRealElectron)('would be given none by the app either', async () => {
    const said = await app().electron.evaluate(({ session }) => {
      const { handlers } = session.defaultSession as unknown as {
        handlers: Map<string, (...parameters: unknown[]) => unknown>;
      };
      let isGranted: unknown;
      handlers.get('permissionRequest')?.(undefined, 'media', (granted: unknown) => {
        isGranted = granted;
      });
      return [isGranted, handlers.get('permissionCheck')?.(undefined, 'clipboard-read')];
    });
    expect(said).toEqual([false, false]);
  });
});

/** Asks over the bridge as the page does; runs in a page. */
const askForSnapshot = () =>
  (window as unknown as { portcullis: { call(name: string, argument: undefined): Promise<unknown> } }).portcullis.call(
    'snapshot',
    undefined,
  );

describe('a call', () => {
  const app = sharedApp();

  it('from the page itself is answered', async () => {
    expect(await app().page.evaluate(askForSnapshot)).toMatchObject({ ok: true });
  });

  it('cannot come from a frame in the page, which has no bridge', async () => {
    const { page } = app();
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.name = 'inner';
      document.body.append(frame);
    });
    expect(await page.evaluate(() => window.frames.length)).toBe(1);
    expect(await page.evaluate(() => 'portcullis' in (window.frames[0] ?? {}))).toBe(false);
  });

  it.skipIf(isRealElectron)('from a frame in the page is refused, even if the frame had the bridge', async () => {
    const answer = await app().electron.evaluate(async (main) => {
      const { standin } = main as unknown as { standin: StandinHand };
      const [contents] = standin.pages;
      const inner = contents?.mainFrame.frames[0];
      if (contents === undefined || inner === undefined) return 'no frame';
      return await standin.invokeFrom(contents, inner, 'portcullis:call', 'snapshot');
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('settings');
  });

  it.each([
    ['our own page', undefined],
    ['another page', 'about:blank'],
  ])('from a second window with %s is refused', async (_name, target) => {
    const { electron } = app();
    const opened = electron.waitForEvent('window');
    await electron.evaluate(async ({ app: main, BrowserWindow }, url) => {
      const [first] = BrowserWindow.getAllWindows();
      const preload = `${main.getAppPath()}/.vite/build/preload.cjs`;
      const second = new BrowserWindow({ show: false, webPreferences: { sandbox: true, preload } });
      await second.loadURL(url ?? first?.webContents.getURL() ?? '');
    }, target);
    const second = await opened;
    await second.waitForFunction(() => 'portcullis' in window);
    expect(await second.evaluate(askForSnapshot)).toMatchObject({ ok: false, error: { code: 'internal' } });
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[1]?.destroy());
  });
});

interface StandinHand {
  readonly pages: readonly { readonly mainFrame: { readonly frames: readonly object[] } }[];
  invokeFrom(contents: object, frame: object, channel: string, ...parameters: readonly unknown[]): Promise<unknown>;
}
